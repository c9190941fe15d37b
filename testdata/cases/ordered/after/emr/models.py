from django.db import models

from core.models import Encounter


class Step(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    class Meta:
        order_with_respect_to = "encounter"
