from django.db import models

from core.base import Owned


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(Owned):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
