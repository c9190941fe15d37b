from django.db import models
from model_utils.fields import *
from model_utils.managers import *

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    objects = QueryManager()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
