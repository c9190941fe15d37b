from django.db import models


def helper():
    return None


from typing import TYPE_CHECKING  # noqa: E402

if TYPE_CHECKING:
    from lab.results import Result


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def result(self) -> "Result | None":
        return None
