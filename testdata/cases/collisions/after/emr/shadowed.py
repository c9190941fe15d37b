import emr.models
from core import models as core_models


def f(core):
    return core_models.Encounter, core
