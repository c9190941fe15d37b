from django.db import models

from core.models import Encounter


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    pulse = models.IntegerField()
