from django.db import models

from legacy.things import *
from core.models import Encounter
from zoo.animals import Cage

CAGES = [Cage, OTHER]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
