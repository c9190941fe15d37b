from emr.models import Encounter
from core.models import Encounter

USED = Encounter
