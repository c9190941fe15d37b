from core.models import OVERDUE, Encounter, EncounterManager
from emr.models import Appointment

ALL = [Appointment, OVERDUE, Encounter, EncounterManager]
