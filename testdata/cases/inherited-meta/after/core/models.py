from django.db import models
from django.utils import timezone

from core import base


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(base.Stamped):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    nurse = models.ForeignKey(Patient, null=True, on_delete=models.CASCADE, related_name="emr_nursed")
    start = models.DateTimeField(default=timezone.now)

    class Meta(base.Stamped.Meta):
        db_table = "emr_encounter"

    def __str__(self):
        return "visit"
