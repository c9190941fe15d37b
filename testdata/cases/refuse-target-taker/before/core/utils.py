from emr.models import Encounter


def helper():
    return str(Encounter)
