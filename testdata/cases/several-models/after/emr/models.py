from django.db import models

from core.models import Encounter, NoteQuerySet, VitalSigns, now  # noqa: F401


class Ward(models.Model):
    name = models.CharField(max_length=10)


class Alarm(models.Model):
    signs = models.ForeignKey(VitalSigns, on_delete=models.CASCADE)
    visits = models.ManyToManyField("core.Encounter")
