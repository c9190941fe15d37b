from core.models import Patient
from legacy.things import *
from core.models import Encounter

USED = Encounter, Patient
