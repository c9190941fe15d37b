from emr.models import Encounter
from legacy.things import Encounter as Other
from core.models import Patient

USED = Encounter, Patient, Other
