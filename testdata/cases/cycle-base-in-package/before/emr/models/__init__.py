from .encounter import Encounter
from .note import VitalSigns
