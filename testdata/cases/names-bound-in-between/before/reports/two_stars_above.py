from core.models import Patient
from legacy.things import *
from emr.models import *

PAIR = (Patient, Encounter, Other)
