from django.db import models
from simple_history.models import HistoricalRecords

from core.models import Encounter, HistoricalEncounter  # noqa: F401


class Note(models.Model):
    text = models.TextField()
    history = HistoricalRecords()
