from emr import models  # noqa: F401
from emr.models import Encounter


def f():
    return Encounter
