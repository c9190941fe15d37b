from core.models import Encounter
from emr.models import *


def f(a: "Encounter", b: "VitalSigns"):
    return a, b
