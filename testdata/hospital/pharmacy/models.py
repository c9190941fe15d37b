from django.conf import settings
from django.db import models

from core.models import Patient


class Prescription(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name='prescriptions')
    encounter = models.ForeignKey(
        'emr.Encounter', on_delete=models.SET_NULL, null=True, blank=True,
        related_name='prescriptions')
    prescriber = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name='prescriptions')
    drug = models.CharField(max_length=200)
    dose = models.CharField(max_length=100)
    prescribed_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ['-prescribed_at', '-id']

    def __str__(self):
        return '%s %s' % (self.drug, self.dose)


class MedicationAdministration(models.Model):
    """One dose that was given to a patient during a running visit."""

    prescription = models.ForeignKey(
        Prescription, on_delete=models.CASCADE, related_name='administrations')
    # Doses are only given while the visit is running.
    encounter = models.ForeignKey(
        'emr.Encounter',
        on_delete=models.CASCADE,
        limit_choices_to={'status': 'in-progress'},
    )
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ['given_at']

    def __str__(self):
        return '%s at %s' % (self.prescription, self.given_at)
