from django.db import models

from emr.choices import *
from core.models import Encounter


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    place = models.CharField(max_length=10, default=ROOMS[0])
