from django.db import models

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    topic = "emr.Encounter"


class VitalSigns(models.Model):
    topic = "emr.Encounter"
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
