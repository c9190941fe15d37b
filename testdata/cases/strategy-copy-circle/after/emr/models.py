from django.db import models

from core.models import Attendance, Encounter, Vitals  # noqa: F401


class Nurse(models.Model):
    name = models.CharField(max_length=50)
