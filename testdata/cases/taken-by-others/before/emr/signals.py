from emr.models import Encounter
