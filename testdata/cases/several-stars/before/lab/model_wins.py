from core.models import Patient
from legacy.more import *
from emr.models import *

VISIT = Encounter, Patient
