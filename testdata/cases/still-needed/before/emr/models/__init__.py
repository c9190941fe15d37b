from django.db import models

from core.models import (
    Patient,
    by_call,
    by_extras,
    by_fallback,
    by_list,
    by_nobody,
    in_quotes,
)

__all__ = ["Encounter", "VitalSigns"]
__all__ += ["by_list"]
__all__.extend(["by_call"])


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def uses(self):
        return [by_call, by_extras, by_fallback, by_list, by_nobody, in_quotes]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


def describe(kind: "type[in_quotes]"):
    return str(kind)
