import uuid

from django.db import models

class Patient(models.Model):
    name = models.CharField(max_length=100)


class Timed(models.Model):
    at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def key():
    return uuid.uuid4().hex[:10]


class Encounter(Timed):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=key)

    class Meta:
        db_table = "emr_encounter"


class Alert(Timed):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

class Bell(models.Model):
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE)
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
