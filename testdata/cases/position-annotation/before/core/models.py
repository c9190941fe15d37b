"""What the hospital is made of."""
from django.db import models

from emr.models import Encounter as Visit


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self) -> "list[Visit]":
        return list(Visit.objects.filter(patient=self))


def rooms(visit: Visit) -> list:
    Encounter = visit.room
    return [Encounter]


def field():
    Encounter = 1
    return models.ForeignKey(Visit, on_delete=models.CASCADE, default=Encounter)


def other():
    return models.ForeignKey(Visit, on_delete=models.CASCADE)
