from django.conf import settings
from django.db import models

from core.models import Patient

if settings.DEBUG:
    from emr.choices import *


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    rooms = ROOMS


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
