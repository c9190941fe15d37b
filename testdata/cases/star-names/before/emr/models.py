from django.db import models

from core.models import *
from emr.choices import *
from emr.managers import *


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=LIMIT, choices=ROOMS)

    objects = VisitManager()
    desk = FrontDesk()

    def ward(self) -> "Ward":
        return Ward(self.room, ward_of(self.room), timezone.now())

    def floor(self) -> "Floor":
        return self.room[0]

    def kind(self):
        # What a builtin has the name of, and what __all__ hides elsewhere.
        return filter(None, [SECRET, str(self.pk), list(KINDS)])


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    kind = KINDS[0]
