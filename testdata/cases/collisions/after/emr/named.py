from core.models import Encounter as CoreEncounter, Patient as Encounter

USED = [CoreEncounter, Encounter]
