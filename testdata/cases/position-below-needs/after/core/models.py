from django.db import models

from core.base import Named

FLOOR = 1


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(Named):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def names(self):
        from core.models import NAMES

        return NAMES


NAMES = [field.name for field in Encounter._meta.local_fields]


def visits(of: Encounter = None) -> list[Encounter]:
    return Encounter.objects.filter(pk=of and of.pk)
