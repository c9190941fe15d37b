from legacy.things import Encounter
from core.api import *

VISIT = Encounter
