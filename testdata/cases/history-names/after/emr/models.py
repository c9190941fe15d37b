from django.db import models

from core.models import Encounter


class HistoricalEncounter(models.Model):
    """Of a time before django-simple-history."""

    room = models.CharField(max_length=10)


class Urgent(Encounter):
    level = models.IntegerField()
