from core.models import Patient
from legacy.things import *
from emr.models import Encounter

USED = Encounter, Patient
