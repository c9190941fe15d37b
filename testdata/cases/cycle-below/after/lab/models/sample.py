from django.db import models

from core.models import Patient

__all__ = ["Sample"]


class Sample(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
