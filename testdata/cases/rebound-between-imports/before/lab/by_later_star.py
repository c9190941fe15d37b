from emr.models import Encounter
from legacy.things import *
from core.models import Patient

USED = Encounter, Patient
