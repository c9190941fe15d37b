from typing import Literal, Optional, cast

from core import models as core_models
from emr import models


def f(a: "core_models.Encounter", b: Optional["models.VitalSigns"] = None) -> "list[core_models.Encounter]":
    c: "core_models.Encounter | None" = cast("core_models.Encounter", a)
    d: Literal["models.Encounter"] = "models.Encounter"
    return [c, d]
