from .models import Encounter, Patient


def of(patient):
    return Encounter.objects.filter(patient=patient), Patient
