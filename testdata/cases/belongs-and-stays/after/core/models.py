import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from emr.codes import CODES


class Patient(models.Model):
    name = models.CharField(max_length=100)


logger = logging.getLogger(__name__)
User = get_user_model()

OVERDUE = timedelta(hours=4)


def default_room():
    return "A"


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
    appointment = models.ForeignKey("appointments.Appointment", null=True, on_delete=models.SET_NULL)
    doctor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    ward = models.ForeignKey("emr.Ward", null=True, on_delete=models.SET_NULL)
    room = models.CharField(max_length=10, default=default_room)
    start = models.DateTimeField(default=timezone.now)

    objects = EncounterManager()

    class Meta:
        db_table = "emr_encounter"

    # The newest reading, or None.
    def newest(self):
        """Newest reading."""
        from emr.models import VitalSigns

        logger.info("newest of %s", self.pk)
        return VitalSigns.objects.filter(encounter=self).last()

    def code(self):
        from emr.codes import find

        return find(self, CODES)

    def siblings(self): return Encounter.objects.exclude(pk=self.pk)
