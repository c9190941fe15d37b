from legacy.things import Encounter as Other
from core.models import Encounter, Patient

USED = Encounter, Patient, Other
