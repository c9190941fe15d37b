from emr.models import *

__all__ = ["Encounter", "VitalSigns"]
