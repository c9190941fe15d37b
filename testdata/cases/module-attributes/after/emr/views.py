from core import models as core_models

from . import models


def f():
    return core_models.Encounter.objects.all(), models.VitalSigns
