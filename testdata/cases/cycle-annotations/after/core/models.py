from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from emr.models import VitalSigns


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def signs(self, other: "VitalSigns | None" = None) -> "list[VitalSigns]":
        from emr.models import VitalSigns

        return list(VitalSigns.objects.filter(encounter=self))

    def pair(self, other: Patient) -> "dict[str, VitalSigns]":
        from emr.models import VitalSigns

        return {other.name: VitalSigns(encounter=self)}
