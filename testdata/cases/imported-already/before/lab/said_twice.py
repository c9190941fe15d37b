from emr.models import Encounter, Encounter

USED = Encounter
