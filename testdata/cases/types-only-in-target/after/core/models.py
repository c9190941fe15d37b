from __future__ import annotations

from typing import Any

from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)
    encounters: "models.Manager[Encounter]"

    def last(self) -> "Encounter | None":
        return Encounter.objects.filter(patient=self).last()

    def first(self, default: Encounter) -> Any:
        from emr.models import VitalSigns

        return Encounter.objects.filter(patient=self).first() or VitalSigns or default

    def other(self) -> Any:
        # An alias that is needed: the bare name is a parameter.
        from core.models import Encounter as Other

        def inner(Encounter: Any = None) -> Any:
            return Other, Encounter

        return inner

    def nothing_else(self):
        pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
