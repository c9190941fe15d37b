from django.db import models

from common.models import Linked
from core.models import Encounter


class VitalSigns(Linked):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
