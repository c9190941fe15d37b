from core import models as core_models_2
from emr import models

core_models = 3
USED = [core_models_2.Encounter, models.VitalSigns, core_models]
