from legacy.things import *
from core.models import Patient

OLD = Encounter
from emr.models import Encounter

PAIR = (Patient, Encounter, OLD)
