from django.db import models


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
