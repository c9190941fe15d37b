from .encounter import Encounter, VitalSigns
from .patient import Patient
