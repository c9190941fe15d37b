from .encounter import Encounter, EncounterManager
from .vitals import *

__all__ = ["Encounter", "EncounterManager", "VitalSigns"]
