import datetime as datetime_module
import typing
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from emr.models import VitalSigns
    from lab.results import Result, Sample as ResultsSample


class Sample:
    pass


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def now(self):
        return datetime.now()


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def patients(self):
        return Patient.objects.all()

    def hidden(self, Patient):
        from core import models as core_models

        return core_models.Patient, Patient

    def start(self):
        return datetime_module.datetime(2020, 1, 1)

    def kind(self):
        from emr.models import magic

        return magic.from_buffer(self.room) if magic else None

    def sibling(self):
        from core import models

        return models.Encounter.objects.first()

    def mixed(self):
        from core.models import Encounter
        from emr.models import VitalSigns

        return Encounter, VitalSigns

    def both(self):
        from core import models as core_models_2
        from emr import models

        return core_models_2.Encounter, models.VitalSigns

    def last(self) -> "VitalSigns":
        return self.vitalsigns_set.last()

    def all(self) -> "models.QuerySet[VitalSigns]":
        return self.vitalsigns_set.all()

    def result(self, at: "datetime_module.date") -> "Result | ResultsSample":
        found: Result = at
        return found

    def literal(self) -> "typing.Literal['VitalSigns']":
        return "VitalSigns"

    def note(self) -> typing.Annotated[str, "Sample of the room"]:
        return self.room
