from django.db import models

from core.models import Patient
from core.base import Stamped, Signed


class Encounter(Stamped, Signed):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
