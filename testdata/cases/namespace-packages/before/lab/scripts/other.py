from ..models import Encounter

USED = Encounter
