from emr.models import (
    VitalSigns,
    Encounter
)
from core.models import (
    Patient
)
