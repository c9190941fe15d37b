from django.db import models

from emr.models.base import Base


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(Base):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
