"""Everything here only looks like emr.Encounter."""
from django.db import models


class Encounter(models.Model):
    # Not emr.Encounter.
    label = models.CharField("emr.EncounterType", max_length=10)


class Line(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    other = models.ForeignKey("Encounter", on_delete=models.CASCADE, related_name="+")
    third = models.ForeignKey("billing.Encounter", on_delete=models.CASCADE, related_name="+")
