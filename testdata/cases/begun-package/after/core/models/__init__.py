from .encounter import Encounter
from .patient import Patient
