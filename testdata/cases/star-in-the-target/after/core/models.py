import datetime as datetime_module

from django.db import models

from emr.consts import OWN, SHARED as CONSTS_SHARED

from .base import *


class Patient(models.Model):
    name = models.CharField(max_length=100, default=SHARED)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=CONSTS_SHARED)

    class Meta:
        db_table = "emr_encounter"

    def length(self):
        return datetime_module.timedelta(hours=OWN)
