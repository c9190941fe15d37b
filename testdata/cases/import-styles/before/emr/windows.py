from emr.models import Encounter  # noqa: F401
from emr.models import VitalSigns, \
    Encounter as E
