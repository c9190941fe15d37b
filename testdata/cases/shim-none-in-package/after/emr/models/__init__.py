from .vitals import *

__all__ = ["VitalSigns"]
