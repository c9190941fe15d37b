from core import models as core_models
from emr import models as m


def first():
    return core_models.Encounter.objects.first()
