from django.db import models

from core.fields import Caption, Link
from core.links import Weak
from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    first = Link("VitalSigns", null=True, related_name="+")


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    second = Link("Encounter", null=True, related_name="+")
    third = Weak(to="emr.Encounter", null=True, related_name="+")
    fourth = Link("self", null=True)
    title = Caption("Encounter", max_length=10)
    subtitle = Caption("emr.Encounter", max_length=20)
