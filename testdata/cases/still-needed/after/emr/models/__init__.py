from django.db import models

from core.models import Encounter
from core.models import (
    by_call,
    by_extras,
    by_fallback,
    by_list,
    in_quotes,
)

__all__ = ["Encounter", "VitalSigns"]
__all__ += ["by_list"]
__all__.extend(["by_call"])


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


def describe(kind: "type[in_quotes]"):
    return str(kind)
