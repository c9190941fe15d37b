from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from emr import models as emr_models
    from emr.models import Encounter as Visit


class Patient(models.Model):
    name = models.CharField(max_length=100)
    encounters: "models.Manager[emr_models.Encounter]"

    def last(self) -> "Visit | None":
        from emr.models import Encounter

        return Encounter.objects.filter(patient=self).last()

    def first(self, default: Visit) -> Any:
        from emr.models import Encounter as First, VitalSigns

        return First.objects.filter(patient=self).first() or VitalSigns or default

    def other(self) -> Any:
        # An alias that is needed: the bare name is a parameter.
        from emr.models import Encounter as Other

        def inner(Encounter: Any = None) -> Any:
            return Other, Encounter

        return inner

    def nothing_else(self):
        from emr.models import Encounter
