from django.db import models

from core.models import ROOM_LENGTH, Encounter  # noqa: F401
from core.models import Patient

SIGN_LENGTH = 20


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    sign_length = SIGN_LENGTH
