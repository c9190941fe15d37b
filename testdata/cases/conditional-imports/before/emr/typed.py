from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emr import models
    from emr.models import Encounter, VitalSigns


def f(a: Encounter, b: models.Encounter, c: models.VitalSigns) -> VitalSigns:
    return c
