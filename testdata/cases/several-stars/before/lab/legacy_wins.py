from emr.models import *
from legacy.more import *

VISIT = Encounter


def visit():
    return Encounter
