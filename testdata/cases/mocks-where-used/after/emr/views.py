from core.models import Encounter


def f():
    return Encounter
