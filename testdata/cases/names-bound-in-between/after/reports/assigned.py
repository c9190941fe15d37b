from core.models import Patient

Encounter = None
from core.models import Encounter

PAIR = (Patient, Encounter)
