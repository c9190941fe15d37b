from django.conf import settings
from django.db import models


class Admission(models.Model):
    """A stay on a ward. A visit (emr.Encounter) can point to it."""

    tenant = models.ForeignKey('core.Tenant', on_delete=models.CASCADE, related_name='admissions')
    patient = models.ForeignKey('core.Patient', on_delete=models.CASCADE, related_name='admissions')
    attending = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name='attended_admissions',
    )
    ward = models.CharField(max_length=50)
    bed = models.CharField(max_length=10, blank=True)
    admitted_at = models.DateTimeField()
    discharged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ['-admitted_at']

    def __str__(self):
        return '%s, ward %s' % (self.patient, self.ward)

    @property
    def is_open(self):
        return self.discharged_at is None


class DischargeSummary(models.Model):
    """The letter that closes a stay."""

    admission = models.OneToOneField(
        Admission, on_delete=models.CASCADE, related_name='discharge_summary'
    )
    encounter = models.OneToOneField(
        'emr.Encounter',
        on_delete=models.CASCADE,
        related_name='discharge_summary',
    )
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = 'discharge summaries'

    def __str__(self):
        return 'Discharge of %s' % self.admission
