import datetime
import typing
from typing import TYPE_CHECKING

from core import models as core_models
from django.db import models

try:
    import magic
except ImportError:
    magic = None

if TYPE_CHECKING:
    from lab.results import Result
    from lab.results import Sample


class Encounter(models.Model):
    patient = models.ForeignKey(core_models.Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def patients(self):
        return core_models.Patient.objects.all()

    def hidden(self, Patient):
        return core_models.Patient, Patient

    def start(self):
        return datetime.datetime(2020, 1, 1)

    def kind(self):
        return magic.from_buffer(self.room) if magic else None

    def sibling(self):
        from . import models

        return models.Encounter.objects.first()

    def mixed(self):
        from .models import Encounter, VitalSigns

        return Encounter, VitalSigns

    def both(self):
        from . import models

        return models.Encounter, models.VitalSigns

    def last(self) -> "VitalSigns":
        return self.vitalsigns_set.last()

    def all(self) -> "models.QuerySet[VitalSigns]":
        return self.vitalsigns_set.all()

    def result(self, at: "datetime.date") -> "Result | Sample":
        found: Result = at
        return found

    def literal(self) -> "typing.Literal['VitalSigns']":
        return "VitalSigns"

    def note(self) -> typing.Annotated[str, "Sample of the room"]:
        return self.room


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def age(self) -> "typing.Any":
        return datetime.datetime.now()
