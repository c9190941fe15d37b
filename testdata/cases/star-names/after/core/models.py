from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from emr.choices import ROOMS, SECRET, Ward
from emr.managers import LIMIT as MANAGERS_LIMIT, FrontDesk
from emr.managers.visits import KINDS, VisitManager, ward_of

if TYPE_CHECKING:
    from emr.choices import Floor

LIMIT = 5


class Patient(models.Model):
    name = models.CharField(max_length=100)

    objects = models.Manager()
    desk = FrontDesk()


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=MANAGERS_LIMIT, choices=ROOMS)

    objects = VisitManager()
    desk = FrontDesk()

    class Meta:
        db_table = "emr_encounter"

    def ward(self) -> "Ward":
        return Ward(self.room, ward_of(self.room), timezone.now())

    def floor(self) -> "Floor":
        return self.room[0]

    def kind(self):
        # What a builtin has the name of, and what __all__ hides elsewhere.
        return filter(None, [SECRET, str(self.pk), list(KINDS)])
