from core.models import Encounter

USED = Encounter
