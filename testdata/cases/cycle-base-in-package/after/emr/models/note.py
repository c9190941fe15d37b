from django.db import models

from .base import Base


class VitalSigns(Base):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
