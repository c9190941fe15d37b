from django.db import models

from emr.models import Encounter


class Invoice(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
    first = models.ForeignKey("emr.Encounter", models.CASCADE, related_name="+")
