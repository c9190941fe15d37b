from .encounter import LIMIT, Encounter, EncounterManager
from .patient import Patient
from .ward import Ward
