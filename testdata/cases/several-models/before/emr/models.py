from django.db import models
from django.utils import timezone

from core.models import Patient


class Ward(models.Model):
    name = models.CharField(max_length=10)


class NoteQuerySet(models.QuerySet):
    """Both of the visit and its signs."""


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    ward = models.ForeignKey(Ward, on_delete=models.CASCADE)
    newest = models.ForeignKey("VitalSigns", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = NoteQuerySet.as_manager()


def now():
    return timezone.now()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    time = models.DateTimeField(default=now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["time"]


class Alarm(models.Model):
    signs = models.ForeignKey(VitalSigns, on_delete=models.CASCADE)
    visits = models.ManyToManyField("emr.Encounter")
