"""Visits."""
from __future__ import annotations

from emr import models as m
from emr import models as m

USED = [m.Encounter, m.VitalSigns]
