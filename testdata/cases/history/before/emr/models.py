from django.db import models

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    ward = models.CharField(max_length=20)
    state = models.CharField(max_length=4)

    class Meta:
        verbose_name = 'visit'
        unique_together = [('patient', 'ward')]
        indexes = [models.Index(fields=['ward'], name='emr_encount_ward_1_idx')]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
