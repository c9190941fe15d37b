from emr.models import *


class Encounter(Encounter):
    pass


def visit():
    return Encounter
