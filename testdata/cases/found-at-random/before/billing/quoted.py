from emr.models import *


def f(a: "Encounter", b: "VitalSigns"):
    return a, b
