from django.db import models

from core.fields import Caption, Link
from core.links import Weak
from core.models import Encounter


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    second = Link("core.Encounter", null=True, related_name="+")
    third = Weak(to="core.Encounter", null=True, related_name="+")
    fourth = Link("self", null=True)
    title = Caption("Encounter", max_length=10)
    subtitle = Caption("emr.Encounter", max_length=20)
