from django.db import models

from core.models import Encounter  # noqa: F401


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
