from emr.models import Encounter as CoreEncounter
from core.models import Patient as Encounter

USED = [CoreEncounter, Encounter]
