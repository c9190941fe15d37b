from legacy.things import Encounter, Other

__all__ = ["Other"]
