from core.models import (
    Alert,
    Patient  # without a comma
)
from emr.models import (Encounter, VitalSigns)

ALL = [Alert, Encounter, Patient, VitalSigns]
