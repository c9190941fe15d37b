from core.models import Encounter, saved  # noqa: F401
