from django.db import models


class Linked(models.Model):
    visit = models.ForeignKey("Encounter", null=True, on_delete=models.CASCADE)

    class Meta:
        abstract = True


class Latest(models.Model):
    signs = models.ForeignKey("emr.VitalSigns", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Ordered(models.Model):
    """Of other models, in other apps."""

    encounter_before = models.ForeignKey("Encounter", null=True, on_delete=models.CASCADE)

    class Meta:
        abstract = True
