from django.db import models

from .base import Base


class VitalSigns(Base):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
