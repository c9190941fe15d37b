from .encounter import Encounter
from .vital_signs import VitalSigns
