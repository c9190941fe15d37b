from emr.models import Encounter


def f():
    return Encounter
