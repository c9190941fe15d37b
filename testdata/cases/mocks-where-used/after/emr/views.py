from emr import models  # noqa: F401
from core.models import Encounter


def f():
    return Encounter
