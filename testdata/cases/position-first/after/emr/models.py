import uuid

from django.db import models

from core.models import Encounter


def key():
    return uuid.uuid4().hex[:10]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
