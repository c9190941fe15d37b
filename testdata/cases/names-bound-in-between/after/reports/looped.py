from core.models import Patient

for Encounter in (1, 2):
    pass
from core.models import Encounter

PAIR = (Patient, Encounter)
