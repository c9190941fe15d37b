from django.db import models

from core.models import Encounter, EncounterQuerySet, default_room  # noqa: F401


class Tag(models.Model):
    name = models.CharField(max_length=20)


class UrgentEncounter(Encounter):
    class Meta:
        proxy = True


class Surgery(Encounter):
    theatre = models.CharField(max_length=10)


class Patient(models.Model):
    last = models.ForeignKey("core.Encounter", models.SET_NULL, null=True, related_name="+")
