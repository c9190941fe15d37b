from core import models as core_models
from emr import models

USED = core_models.Encounter
