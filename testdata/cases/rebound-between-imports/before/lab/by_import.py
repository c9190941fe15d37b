from emr.models import Encounter
from legacy.things import Encounter
from core.models import Patient

USED = Encounter, Patient
