import datetime

from django.db import models

from core.models import Patient
from emr.consts import OWN, SHARED


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=SHARED)

    def length(self):
        return datetime.timedelta(hours=OWN)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
