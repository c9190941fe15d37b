from typing import TYPE_CHECKING

from django.db import models

from core.models import Encounter

if TYPE_CHECKING:
    from lab.results import Result


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
