from django.conf import settings
from django.db import models

from core.models import Patient, Tenant


class EncounterReason(models.Model):
    """A coded reason that can be picked when booking.

    This is a plain code list. It has no relation to emr.Encounter.
    """

    code = models.CharField(max_length=20, unique=True)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.text}"


class Appointment(models.Model):
    class Status(models.TextChoices):
        BOOKED = "booked", "Booked"
        CHECKED_IN = "checked-in", "Checked in"
        NO_SHOW = "no-show", "No show"

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="appointments")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="appointments")
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    reason = models.ForeignKey(EncounterReason, on_delete=models.SET_NULL, null=True, blank=True)
    starts_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.BOOKED)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self):
        return f"{self.patient} on {self.starts_at:%Y-%m-%d %H:%M}"
