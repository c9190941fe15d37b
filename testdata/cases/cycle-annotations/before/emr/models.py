from django.db import models

from core.models import Patient


class VitalSigns(models.Model):
    encounter = models.ForeignKey("Encounter", on_delete=models.CASCADE)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def signs(self, other: "VitalSigns | None" = None) -> "list[VitalSigns]":
        return list(VitalSigns.objects.filter(encounter=self))

    def pair(self, other: Patient) -> dict[str, VitalSigns]:
        return {other.name: VitalSigns(encounter=self)}
