from django.db import models

__all__ = ("VitalSigns",)


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
