from django.db import models
from django.utils import timezone

from core.models.patient import Patient
from core.models.ward import Ward

__all__ = ["Encounter", "EncounterManager", "LIMIT"]

LIMIT = 10


class EncounterManager(models.Manager):
    def today(self):
        return self.filter(day=timezone.now().date())


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterManager()

    class Meta:
        db_table = "emr_encounter"

    def wards(self):
        return Ward.objects.all()
