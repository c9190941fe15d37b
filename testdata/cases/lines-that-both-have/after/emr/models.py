from __future__ import annotations

import logging

from django.db import models

from core.models import MIN_LENGTH, Encounter  # noqa: F401

logger = logging.getLogger(__name__)
MAX_LENGTH = 10


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
