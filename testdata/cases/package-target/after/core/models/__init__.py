"""The core of it."""
from .encounter import Encounter, EncounterManager
from .patient import Patient
from .ward import Ward

__all__ = ["Encounter", "EncounterManager", "Patient", "Ward"]
