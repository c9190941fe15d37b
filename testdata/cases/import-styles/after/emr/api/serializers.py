from ..models import VitalSigns as Vitals
from core.models import (
    Encounter as Visit,
    Patient,
)

NAMES = [Visit, Vitals, Patient]
