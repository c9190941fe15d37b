from django.db import models
from simple_history.models import HistoricalRecords


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    tags = models.ManyToManyField("emr.Tag")
    history = HistoricalRecords(app="emr", m2m_fields=[tags], related_name="log")

    class Meta:
        db_table = "emr_encounter"
