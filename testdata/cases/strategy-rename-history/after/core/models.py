from django.db import models
from simple_history.models import HistoricalRecords


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    note = models.ForeignKey("emr.Note", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    history = HistoricalRecords(
        excluded_fields=["room"],
        related_name="log",
    )
