from emr.models import *
from legacy.hidden import *

VISIT = Encounter
