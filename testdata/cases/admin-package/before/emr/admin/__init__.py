from .encounter import EncounterAdmin

__all__ = ["EncounterAdmin"]
