from django.db import models


class Stamped(models.Model):
    class Meta:
        abstract = True


class Encounter(Stamped):
    pass


class VitalSigns(Stamped):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
