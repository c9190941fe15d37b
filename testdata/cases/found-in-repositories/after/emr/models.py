from django.db import models

from core.models import Encounter
from emr.choices import *


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    place = models.CharField(max_length=10, default=ROOMS[0])
