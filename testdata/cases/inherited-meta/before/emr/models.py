from django.db import models
from django.utils import timezone

from core import base
from core.models import Patient


class Encounter(base.Stamped):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    nurse = models.ForeignKey(Patient, null=True, on_delete=models.CASCADE, related_name="%(app_label)s_nursed")
    start = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return "visit"


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
