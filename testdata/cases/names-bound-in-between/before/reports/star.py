from core.models import Patient
from legacy.things import *
from emr.models import Encounter

PAIR = (Patient, Encounter, Other)
