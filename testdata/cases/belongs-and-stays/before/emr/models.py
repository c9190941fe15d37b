"""Medical records."""
import logging
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from appointments.models import Appointment
from core.models import Patient
from .codes import CODES

logger = logging.getLogger(__name__)
User = get_user_model()

OVERDUE = timedelta(hours=4)
SHARED = 3


def default_room():
    return "A"


def validate_pulse(value):
    return value > SHARED


class EncounterQuerySet(models.QuerySet):
    def overdue(self):
        return self.filter(start__lt=timezone.now() - OVERDUE)


class EncounterManager(models.Manager.from_queryset(EncounterQuerySet)):
    pass


# A visit of a patient.
# It is the parent of most records.
class Encounter(models.Model):
    """One visit."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.SET_NULL)
    doctor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    ward = models.ForeignKey("Ward", null=True, on_delete=models.SET_NULL)
    room = models.CharField(max_length=10, default=default_room)
    start = models.DateTimeField(default=timezone.now)

    objects = EncounterManager()

    # The newest reading, or None.
    def newest(self):
        """Newest reading."""
        logger.info("newest of %s", self.pk)
        return VitalSigns.objects.filter(encounter=self).last()

    def code(self):
        from .codes import find

        return find(self, CODES)

    def siblings(self): return Encounter.objects.exclude(pk=self.pk)
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
