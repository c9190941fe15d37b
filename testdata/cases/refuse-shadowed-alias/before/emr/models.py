from django.db import models

from core.models import Patient as P


class Encounter(models.Model):
    patient = models.ForeignKey(P, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def probe(self, Patient=None):
        return P, Patient


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
