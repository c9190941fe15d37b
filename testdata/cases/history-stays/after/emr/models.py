from django.db import models

from core.models import Encounter, HistoricalEncounter  # noqa: F401


class Tag(models.Model):
    name = models.CharField(max_length=10)
