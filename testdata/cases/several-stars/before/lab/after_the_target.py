from core.models import *
from legacy.things import *

OTHER = Encounter
