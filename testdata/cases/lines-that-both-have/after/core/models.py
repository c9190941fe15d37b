"""Whom we know."""

from __future__ import annotations

__all__ = ["Patient"]

import logging

from django.db import models

logger = logging.getLogger(__name__)
MAX_LENGTH = 10


class Patient(models.Model):
    name = models.CharField(max_length=100)


MIN_LENGTH = 2


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=MAX_LENGTH)

    class Meta:
        db_table = "emr_encounter"

    def door(self) -> str:
        "Which one" " it is."
        from emr.models import VitalSigns

        logger.info(VitalSigns)
        return self.room[:MIN_LENGTH]

    def sign(self):
        ("In brackets "
         "over lines.")
        from emr.models import VitalSigns

        return VitalSigns
