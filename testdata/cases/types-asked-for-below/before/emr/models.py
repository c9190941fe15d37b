from typing import TYPE_CHECKING

from django.db import models

from core.models import Patient

if TYPE_CHECKING:
    from lab.results import Result


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def result(self) -> "Result | None":
        return None


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
