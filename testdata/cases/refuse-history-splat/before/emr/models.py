from django.db import models
from simple_history.models import HistoricalRecords

OPTIONS = {"excluded_fields": ["room"]}


class Encounter(models.Model):
    room = models.CharField(max_length=10)
    history = HistoricalRecords(**OPTIONS)
