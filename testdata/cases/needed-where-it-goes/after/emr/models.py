import datetime
import typing
from typing import TYPE_CHECKING

from django.db import models

from core.models import Encounter

try:
    import magic
except ImportError:
    magic = None

if TYPE_CHECKING:
    from lab.results import Result
    from lab.results import Sample


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def age(self) -> "typing.Any":
        return datetime.datetime.now()
