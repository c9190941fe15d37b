from core.models import Patient

Encounter = None
from emr.models import Encounter

PAIR = (Patient, Encounter)
