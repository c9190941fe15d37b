from django.db import models

from core.models import Patient

OWN = 0
COUNT = 0


def count():
    return COUNT


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def save(self, *args, **kwargs):
        global OWN
        OWN += 1
        super().save(*args, **kwargs)

    def counted(self):
        global COUNT
        COUNT += 1


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
