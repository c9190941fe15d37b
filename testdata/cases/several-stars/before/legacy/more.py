from legacy.things import *
