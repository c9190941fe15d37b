from core.models import Patient

try:
    from legacy.things import *
except ImportError:
    pass
from core.models import Encounter

PAIR = (Patient, Encounter)
