from django.db import models

from core.models import Patient

try:
    from magic import RoomField
except ImportError:
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = RoomField(max_length=10)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
