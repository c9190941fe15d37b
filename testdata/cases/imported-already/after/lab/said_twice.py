from core.models import Encounter, Encounter

USED = Encounter
