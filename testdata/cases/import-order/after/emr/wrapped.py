from core.models import (
    Alert,
    Encounter,
    Patient  # without a comma
)
from emr.models import (VitalSigns)

ALL = [Alert, Encounter, Patient, VitalSigns]
