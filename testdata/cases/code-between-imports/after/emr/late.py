X = "Encounter"
from core.models import Encounter, Patient

USED = [Encounter, Patient]
