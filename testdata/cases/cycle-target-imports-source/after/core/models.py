from django.db import models

from emr.codes import CODES


class Patient(models.Model):
    name = models.CharField(max_length=CODES)


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
