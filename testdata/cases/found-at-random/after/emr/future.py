"""Visits."""
from __future__ import annotations

from core import models as core_models
from emr import models as m
from emr import models as m

USED = [core_models.Encounter, m.VitalSigns]
