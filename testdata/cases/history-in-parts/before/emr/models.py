from django.db import models

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    ward = models.CharField(choices=[("a", "A"), ("b", "B")], default="a", max_length=1)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
