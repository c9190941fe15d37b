from django.db import models


class Encounter(models.Model):
    last = models.ForeignKey("Vitals", models.SET_NULL, null=True, related_name="+")


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
