"""Medical records."""
from typing import Optional

from django.db import models

from core.models import Patient

__all__ = [
    "Encounter",
    "VitalSigns",
]


__all__.append("EncounterQuerySet")
__all__ += ["newest", "default_room"]


class EncounterQuerySet(models.QuerySet):
    pass


def default_room():
    return "A"


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=default_room)

    objects = EncounterQuerySet.as_manager()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def before(self) -> Optional[Encounter]:
        return Encounter.objects.exclude(pk=self.encounter_id).first()

    def is_of(self, other: "Encounter") -> bool:
        return self.encounter == other


def newest():
    """The newest of them."""
    return Encounter.objects.last()
