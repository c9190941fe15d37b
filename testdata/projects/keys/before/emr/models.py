import uuid

from django.db import models

from core.models import Patient


class Encounter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, db_constraint=False)
    room = models.CharField(max_length=10, db_index=True, db_comment="where the patient lies")

    class Meta:
        db_table = "encounters"
        db_table_comment = "one row for each visit"
        db_tablespace = "pg_default"


class Bed(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)
    encounters = models.ManyToManyField(Encounter, through="Stay")
    cleaned_by = models.ManyToManyField(Patient, db_table="cleaners")


class Stay(models.Model):
    bed = models.ForeignKey(Bed, on_delete=models.CASCADE, db_column="bed_no", to_field="number")
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, db_tablespace="pg_default")
    nights = models.PositiveIntegerField()

    class Meta:
        order_with_respect_to = "encounter"
