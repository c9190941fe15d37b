from emr.models import *
from core.models import Encounter
from legacy.hidden import *

VISIT = Encounter
