from legacy.things import *
from core.third import *
