from emr.models import Encounter
X = "Encounter"
from core.models import Patient

USED = [Encounter, Patient]
