from django.db import models
from django.utils import timezone


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    made = timezone.now()

    class Meta:
        db_table = "emr_encounter"


VISITS = [Encounter]

class Patient(models.Model):
    name = models.CharField(max_length=100)
