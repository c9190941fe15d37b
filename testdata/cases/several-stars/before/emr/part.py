from emr.models import *

__all__ = ["VitalSigns"]
