from emr.models import Encounter

ALL = [Encounter]
