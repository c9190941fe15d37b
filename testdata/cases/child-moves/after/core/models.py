from django.db import models

from emr.models import Annotated


class Patient(models.Model):
    last_seen = models.ForeignKey("core.Encounter", null=True, on_delete=models.SET_NULL)


class Encounter(Annotated):
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
