from core.models import Patient
from legacy.more import *
from emr.models import *
from core.models import Encounter

VISIT = Encounter, Patient
