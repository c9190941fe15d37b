from core.models import Encounter as E, Encounter  # noqa: F401
from emr.models import VitalSigns
