from django.db import models

from core.models import *
from emr.choices import *
from emr.managers import *
from core.models import Encounter


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    kind = KINDS[0]
