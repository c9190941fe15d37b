from core.models import Patient

for Encounter in (1, 2):
    pass
from emr.models import Encounter

PAIR = (Patient, Encounter)
