import core.models
import emr.models
from core import models as core_models

A = core.models.Encounter
B = core_models.Encounter
C = emr.models.VitalSigns
