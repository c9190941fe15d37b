from emr.models import *
from legacy.things import Encounter

VISIT = Encounter
