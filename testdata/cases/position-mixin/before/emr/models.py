import uuid

from django.db import models


class Timed(models.Model):
    at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def key():
    return uuid.uuid4().hex[:10]


class Encounter(Timed):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10, default=key)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
