import uuid

from django.db import models
from django.utils import timezone


def key():
    return uuid.uuid4().hex[:10]


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    made = timezone.now()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
