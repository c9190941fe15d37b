from . import models


def f():
    return models.Encounter.objects.all(), models.VitalSigns
