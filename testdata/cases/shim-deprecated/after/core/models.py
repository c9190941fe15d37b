from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class EncounterQuerySet(models.QuerySet):
    pass


def default_room():
    return "A"


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=default_room)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        db_table = "emr_encounter"
