from django.db import models
from simple_history.models import HistoricalRecords

from core.models import Patient


class Note(models.Model):
    text = models.TextField()
    history = HistoricalRecords()


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    note = models.ForeignKey("Note", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    history = HistoricalRecords(
        excluded_fields=["room"],
        related_name="log",
    )
