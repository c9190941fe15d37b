# -*- coding: latin-1 -*-
from django.db import models

from core.models import Encounter


GREETING = 'Visite à domicile'


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
