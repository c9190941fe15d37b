from django.db import models

from core.models import Patient

LIMIT = 20
LIMIT = 10


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=LIMIT)


class VitalSigns(models.Model):
    encounter = models.ForeignKey("Encounter", on_delete=models.CASCADE)
    note = property(lambda self: LIMIT)
