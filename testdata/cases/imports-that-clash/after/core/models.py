from django.db import models

from core import fields
from emr.fields import Code, code


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=4)
    one = fields.Code(default=fields.code, max_length=4)
    two = Code(default=code, max_length=4)
    three = Code(max_length=4)

    class Meta:
        db_table = "emr_encounter"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(one=code()) | models.Q(two__in=[code(), "code"]),
                name="ones",
            ),
        ]
