from django.db import models

from core.models import Encounter


class Invoice(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
    first = models.ForeignKey("core.Encounter", models.CASCADE, related_name="+")
