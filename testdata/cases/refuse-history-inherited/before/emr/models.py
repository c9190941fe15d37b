from django.db import models
from simple_history.models import HistoricalRecords


class Tracked(models.Model):
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class Encounter(Tracked):
    room = models.CharField(max_length=10)
