from django.db import models

from emr.models import short_name


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def __str__(self):
        return short_name(self.room)

    class Meta:
        db_table = "emr_encounter"
