from core.models import Encounter
from legacy.things import *
from core.models import Patient

PAIR = (Patient, Encounter, Other)
