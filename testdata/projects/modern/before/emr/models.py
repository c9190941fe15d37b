from django.db import models
from django.db.models import F
from django.db.models.functions import Now, Upper


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    ward = models.CharField(max_length=20, db_default="triage")
    opened = models.DateTimeField(db_default=Now())
    days = models.PositiveIntegerField(db_default=1)
    hours = models.GeneratedField(
        expression=F("days") * 24, output_field=models.PositiveIntegerField(), db_persist=True
    )
    shouted = models.GeneratedField(
        expression=Upper("ward"), output_field=models.CharField(max_length=20), db_persist=True
    )

    class Meta:
        indexes = [models.Index(Upper("ward"), name="encounter_upper_ward")]
        constraints = [models.CheckConstraint(condition=models.Q(days__gte=1), name="encounter_has_days")]


class Place(models.Model):
    pk = models.CompositePrimaryKey("ward", "bed")
    ward = models.CharField(max_length=20)
    bed = models.PositiveSmallIntegerField()
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
