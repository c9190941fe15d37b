from core import models

USED = models.Encounter

from core import models as core_models
