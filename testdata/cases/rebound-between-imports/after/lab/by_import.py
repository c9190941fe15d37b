from core.models import Encounter
from legacy.things import Encounter
from core.models import Patient

USED = Encounter, Patient
