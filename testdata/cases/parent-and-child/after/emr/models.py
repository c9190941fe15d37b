from django.db import models

from core.models import Encounter, UrgentEncounter


class NightEncounter(UrgentEncounter):
    class Meta:
        proxy = True


class Call(models.Model):
    encounter = models.ForeignKey(UrgentEncounter, on_delete=models.CASCADE)
    earlier = models.ForeignKey(Encounter, null=True, related_name="+", on_delete=models.CASCADE)
