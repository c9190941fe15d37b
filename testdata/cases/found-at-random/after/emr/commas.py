from emr.models import (
    VitalSigns,
)
from core.models import (
    Encounter,
    Patient
)
