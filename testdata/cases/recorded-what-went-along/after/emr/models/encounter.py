from core.models import Encounter, EncounterManager  # noqa: F401
