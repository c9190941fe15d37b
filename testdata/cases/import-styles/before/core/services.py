from .models import Patient
from emr.models import Encounter


def of(patient):
    return Encounter.objects.filter(patient=patient), Patient
