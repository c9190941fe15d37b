from django.db import models
from simple_history import models as history


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    room = models.CharField(max_length=10)
    number = models.IntegerField(default=0)
    log = history.HistoricalRecords(custom_model_name=lambda name: f"Logged{name}", inherit=True, table_name="emr_loggedencounter")

    class Meta:
        db_table = "emr_encounter"
        order_with_respect_to = "former"

    former = models.ForeignKey("emr.HistoricalEncounter", null=True, on_delete=models.CASCADE)
