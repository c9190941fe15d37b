from django.db import models

from core.models import Patient
from emr.choices import *


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, *rest = self.room
        self.wing = [first, *rest]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    place = models.CharField(max_length=10, default=ROOMS[0])
