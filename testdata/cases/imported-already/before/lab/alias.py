from core import models as core_models
from emr import models

USED = models.Encounter, core_models.Patient
