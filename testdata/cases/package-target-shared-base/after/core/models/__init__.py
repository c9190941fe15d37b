from .encounter import Encounter, EncounterManager
from .patient import Patient
from .ward import Ward
