from django.db import models

from core.models import Patient

from .base import Base


class Encounter(Base):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
