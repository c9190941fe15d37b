from core.models import Patient
from legacy.things import Encounter as OldEncounter, Other as Encounter
from emr.models import Encounter, VitalSigns

ALL = (Patient, Encounter, VitalSigns, OldEncounter)
