from django.db import models

from emr.models import Stamped


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(Stamped):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
