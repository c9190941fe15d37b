from django.db import models

from core.models import Encounter


class Surgery(Encounter):
    minutes = models.IntegerField()


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
