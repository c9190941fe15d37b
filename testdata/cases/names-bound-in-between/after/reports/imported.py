from core.models import Patient
from legacy.things import Encounter as OldEncounter, Other as Encounter
from core.models import Encounter
from emr.models import VitalSigns

ALL = (Patient, Encounter, VitalSigns, OldEncounter)
