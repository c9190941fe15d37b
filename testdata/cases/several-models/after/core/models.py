from django.db import models
from django.utils import timezone


class Patient(models.Model):
    name = models.CharField(max_length=100)


class NoteQuerySet(models.QuerySet):
    """Both of the visit and its signs."""


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    ward = models.ForeignKey("emr.Ward", on_delete=models.CASCADE)
    newest = models.ForeignKey("core.VitalSigns", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        db_table = "emr_encounter"


def now():
    return timezone.now()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    time = models.DateTimeField(default=now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        db_table = "emr_vitalsigns"
        ordering = ["time"]
