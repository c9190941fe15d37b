from __future__ import annotations

import logging

from django.db import models

from core.models import Patient

logger = logging.getLogger(__name__)
MAX_LENGTH = 10
MIN_LENGTH = 2


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=MAX_LENGTH)

    def door(self) -> str:
        "Which one" " it is."
        logger.info(VitalSigns)
        return self.room[:MIN_LENGTH]

    def sign(self):
        ("In brackets "
         "over lines.")
        return VitalSigns


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
