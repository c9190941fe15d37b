from core.models import Encounter
from emr.models import *
from legacy.hidden import *

VISIT = Encounter
