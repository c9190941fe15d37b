from django.db import models

from core.models import Encounter


class Patient(models.Model):
    name = models.CharField(max_length=100)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
