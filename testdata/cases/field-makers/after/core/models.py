from django.db import models
from taggit.managers import TaggableManager

from emr.fields import FK, Optional


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    signs = FK("emr.VitalSigns", null=True, on_delete=models.CASCADE, related_name="+")
    more = Optional("emr.VitalSigns", related_name="+")
    tags = TaggableManager(through="emr.TaggedEncounter")

    class Meta:
        db_table = "emr_encounter"
