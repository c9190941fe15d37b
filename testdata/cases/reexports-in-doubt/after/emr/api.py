from core.models import Encounter
from legacy.things import Other

Encounter = Other(Encounter)
