from django.db import models

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        order_with_respect_to = "patient"
        get_latest_by = "room"


class Step(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    class Meta:
        order_with_respect_to = "encounter"
