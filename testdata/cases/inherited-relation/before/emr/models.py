from django.db import models

from common.models import Latest, Linked
from core.models import Patient


class Encounter(Latest):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class VitalSigns(Linked):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
