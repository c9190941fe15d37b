from emr.models import Encounter
# <- from.statement
from emr.models import (
# <- from.statement
    Encounter as E,
)
from . import models
# <- from.statement
from emr.models import *
# <- from.statement
import emr.models as m, os
# <- import.statement


def f():
    from emr.models import Encounter
    # <- from.statement
    importlib.import_module("emr.models")
