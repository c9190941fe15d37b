from django.db import models

from core.models import Encounter, Timed, key  # noqa: F401


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
