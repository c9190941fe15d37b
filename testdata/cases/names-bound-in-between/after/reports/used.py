from legacy.things import *
from core.models import Patient

OLD = Encounter
from core.models import Encounter

PAIR = (Patient, Encounter, OLD)
