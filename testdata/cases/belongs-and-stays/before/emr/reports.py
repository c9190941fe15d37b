from emr.models import Appointment, OVERDUE, Encounter, EncounterManager

ALL = [Appointment, OVERDUE, Encounter, EncounterManager]
