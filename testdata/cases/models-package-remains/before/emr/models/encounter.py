from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver

from core.models import Patient


class EncounterManager(models.Manager):
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterManager()


@receiver(post_save, sender="emr.VitalSigns")
def greet(sender, instance, **kwargs):
    print("welcome")
