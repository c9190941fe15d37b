from django.contrib.gis.db.models import (
    CASCADE,
    CharField,
    ForeignKey,
    Model,
    PointField,
)
from django.db import models

from emr.choices import ROOMS


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(Model):
    patient = ForeignKey("core.Patient", on_delete=CASCADE)
    room = CharField(max_length=10, choices=ROOMS)
    where = PointField()

    class Meta:
        db_table = "emr_encounter"
