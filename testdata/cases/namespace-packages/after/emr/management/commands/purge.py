from core import models as core_models

from ... import models
from core.models import Encounter

USED = core_models.Encounter, models.VitalSigns, Encounter
