from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    ward = models.CharField(max_length=20)
    state = models.CharField(max_length=4)

    class Meta:
        db_table = 'emr_encounter'
        verbose_name = 'visit'
        unique_together = [('patient', 'ward')]
        indexes = [models.Index(fields=['ward'], name='emr_encount_ward_1_idx')]
