from core.models import Encounter, VitalSigns  # noqa: F401
