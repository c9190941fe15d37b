from emr.models import *
from legacy.things import *
from core.models import Patient

PAIR = (Patient, Encounter, Other)
