from django.db import models


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
