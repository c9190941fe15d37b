from django.db import models

from core.models import Encounter, announce


def short_name(one):
    return str(one)[:10]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def save(self, *args, **kwargs):
        announce(self.pk)
        super().save(*args, **kwargs)
