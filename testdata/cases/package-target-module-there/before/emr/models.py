from django.db import models
from django.utils import timezone

from core.models import Patient, Ward


class EncounterManager(models.Manager):
    def today(self):
        return self.filter(day=timezone.now().date())


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterManager()

    def wards(self):
        return Ward.objects.all()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
