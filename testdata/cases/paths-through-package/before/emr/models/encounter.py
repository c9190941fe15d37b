from django.db import models

from core.models import Patient

ROOM_LENGTH = 10
SIGN_LENGTH = 20


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=ROOM_LENGTH)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    sign_length = SIGN_LENGTH
