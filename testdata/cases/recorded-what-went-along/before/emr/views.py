from emr.models import Encounter, VitalSigns
from emr.models.encounter import EncounterManager

ALL = [Encounter, EncounterManager, VitalSigns]
