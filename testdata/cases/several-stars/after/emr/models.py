from django.db import models

from core.models import Encounter
from core.models import Patient


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
