from django.db import models


class VitalSigns(models.Model):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
