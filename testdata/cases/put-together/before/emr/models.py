from django.db import models

from core.models import Patient


def notify(encounter):
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def save(self, *args, **kwargs):
        notify(self)
        super().save(*args, **kwargs)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
