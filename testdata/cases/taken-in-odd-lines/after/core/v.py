from core import models as core_models
from emr import models

x = core_models.Encounter
