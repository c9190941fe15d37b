from django.db import models

from core.models import Patient


EXTRA = [("discharge_enc", "Discharge")]


class Base(models.Model):
    class Meta:
        abstract = True
        permissions = EXTRA


class Encounter(Base):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta(Base.Meta):
        default_permissions = ("view", "export")


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
