from emr import models

core_models = 3
USED = [models.Encounter, models.VitalSigns, core_models]
