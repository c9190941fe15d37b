from emr.models import Encounter


def f(:
    pass
