from ..models import Encounter as Visit, VitalSigns as Vitals
from core.models import (
    Patient,
)

NAMES = [Visit, Vitals, Patient]
