from django.db import models

from core.models import Patient


class EncounterManager(models.Manager):
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterManager()
