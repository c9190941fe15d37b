"""Medical records."""
import logging
from decimal import Decimal

from django.db import models

from appointments.models import Appointment
from core.models import (  # noqa: F401
    OVERDUE,
    Encounter,
    EncounterManager,
    EncounterQuerySet,
    User,
    default_room,
)

logger = logging.getLogger(__name__)
SHARED = 3


def validate_pulse(value):
    return value > SHARED


# The end of the class.


class Ward(models.Model):
    name = models.CharField(max_length=10)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    pulse = models.IntegerField(validators=[validate_pulse])
    weight = models.DecimalField(default=Decimal("0"), max_digits=5, decimal_places=2)

    def save(self, *args, **kwargs):
        logger.info("saved")
        super().save(*args, **kwargs)
