from django.db import models
from taggit.managers import TaggableManager

from core.models import Patient
from emr.fields import FK, Optional, field, link


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    signs = FK("VitalSigns", null=True, on_delete=models.CASCADE, related_name="+")
    more = Optional("VitalSigns", related_name="+")
    tags = TaggableManager(through="TaggedEncounter")


class VitalSigns(models.Model):
    encounter = FK("Encounter", on_delete=models.CASCADE)
    earlier = Optional("Encounter", related_name="+")
    later = link("Encounter", related_name="+")
    kind = field("Encounter")


class TaggedEncounter(models.Model):
    encounter = link(to="Encounter")
