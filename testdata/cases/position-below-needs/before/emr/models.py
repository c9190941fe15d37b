from django.db import models

from core.base import Named


class Encounter(Named):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def names(self):
        from core.models import NAMES

        return NAMES


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
