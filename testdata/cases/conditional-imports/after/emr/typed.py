from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import models as core_models
    from emr import models
    from core.models import Encounter
    from emr.models import VitalSigns


def f(a: Encounter, b: core_models.Encounter, c: models.VitalSigns) -> VitalSigns:
    return c
