from emr import models
from emr.models import Encounter, EncounterManager, VitalSigns

ALL = [Encounter, EncounterManager, VitalSigns, models.Encounter]
