from core import models as core_models
from emr import models

USED = [models.Encounter, models.VitalSigns, core_models.Patient]
