"""Whom we know."""

__all__ = ["Patient"]

import logging

from django.db import models

logger = logging.getLogger(__name__)
MAX_LENGTH = 10


class Patient(models.Model):
    name = models.CharField(max_length=100)
