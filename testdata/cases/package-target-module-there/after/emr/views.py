from core import models
from core.models import Encounter, EncounterManager
from emr.models import VitalSigns

ALL = [Encounter, EncounterManager, VitalSigns, models.Encounter]
