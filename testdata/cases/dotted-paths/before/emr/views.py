from emr import models
from emr.models import Encounter, VitalSigns


def f():
    return models.VitalSigns, models.Encounter, Encounter, VitalSigns
