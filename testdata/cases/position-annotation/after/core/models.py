"""What the hospital is made of."""
from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self) -> "list[Encounter]":
        return list(Encounter.objects.filter(patient=self))


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


def rooms(visit: Encounter) -> list:
    Encounter = visit.room
    return [Encounter]


def field():
    Encounter = 1
    return models.ForeignKey("core.Encounter", on_delete=models.CASCADE, default=Encounter)


def other():
    return models.ForeignKey(Encounter, on_delete=models.CASCADE)
