from core.models import Encounter
from emr.models import *

__all__ = ["Encounter", "VitalSigns"]
