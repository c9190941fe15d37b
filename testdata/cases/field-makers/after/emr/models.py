from django.db import models

from core.models import Encounter  # noqa: F401
from emr.fields import FK, Optional, field, link


class VitalSigns(models.Model):
    encounter = FK("core.Encounter", on_delete=models.CASCADE)
    earlier = Optional("core.Encounter", related_name="+")
    later = link("core.Encounter", related_name="+")
    kind = field("Encounter")


class TaggedEncounter(models.Model):
    encounter = link(to="core.Encounter")
