from django.db import models

from emr.models import RoomField


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = RoomField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
