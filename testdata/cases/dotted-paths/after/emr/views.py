from core import models as core_models
from emr import models
from core.models import Encounter
from emr.models import VitalSigns


def f():
    return models.VitalSigns, core_models.Encounter, Encounter, VitalSigns
