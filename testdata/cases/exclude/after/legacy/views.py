from emr.models import Encounter

USED = Encounter
