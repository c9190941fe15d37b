from core import models as core_models

USED = core_models.Encounter, core_models.Patient
