from django.db import models
from django.utils import timezone

from core.models import Patient


class Stamped(models.Model):
    class Meta:
        abstract = True


class EncounterManager(models.Manager):
    def today(self):
        return self.filter(day=timezone.now().date())


class Encounter(Stamped):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterManager()

    def wards(self):
        from core.models import Ward

        return Ward.objects.all()


class VitalSigns(Stamped):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
