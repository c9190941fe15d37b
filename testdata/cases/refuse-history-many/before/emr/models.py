from django.db import models
from simple_history.models import HistoricalRecords


class Tag(models.Model):
    name = models.CharField(max_length=10)


class Encounter(models.Model):
    tags = models.ManyToManyField(Tag)
    history = HistoricalRecords(m2m_fields=[tags])
