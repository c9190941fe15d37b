from emr.models import VitalSigns
from core.models import Encounter, EncounterManager

ALL = [Encounter, EncounterManager, VitalSigns]
