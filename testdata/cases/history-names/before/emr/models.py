from django.db import models
from simple_history import models as history


class HistoricalEncounter(models.Model):
    """Of a time before django-simple-history."""

    room = models.CharField(max_length=10)


class Encounter(models.Model):
    room = models.CharField(max_length=10)
    number = models.IntegerField(default=0)
    log = history.HistoricalRecords(custom_model_name=lambda name: f"Logged{name}", inherit=True)

    class Meta:
        order_with_respect_to = "former"

    former = models.ForeignKey(HistoricalEncounter, null=True, on_delete=models.CASCADE)


class Urgent(Encounter):
    level = models.IntegerField()
