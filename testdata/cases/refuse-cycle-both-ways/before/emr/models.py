from django.db import models

from core.models import Patient


class Stamped(models.Model):
    class Meta:
        abstract = True


class EncounterQuerySet(models.QuerySet):
    pass


class Encounter(Stamped):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    objects = EncounterQuerySet.as_manager()


class VitalSigns(Stamped):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    objects = EncounterQuerySet.as_manager()
