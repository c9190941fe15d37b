from django.core.exceptions import ValidationError
from django.db import models

from core.models import Patient

__all__ = ("Encounter", "VitalSigns")


def validate_room(value):
    if value == "13":
        raise ValidationError("There is no such room.")


def default_room():
    return "1"


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=default_room, validators=[validate_room])


class VitalSigns(models.Model):
    encounter = models.ForeignKey("Encounter", on_delete=models.CASCADE)
