from typing import Literal, Optional, cast

from emr import models


def f(a: "models.Encounter", b: Optional["models.VitalSigns"] = None) -> "list[models.Encounter]":
    c: "models.Encounter | None" = cast("models.Encounter", a)
    d: Literal["models.Encounter"] = "models.Encounter"
    return [c, d]
