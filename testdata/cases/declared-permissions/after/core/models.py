from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


EXTRA = [("discharge_enc", "Discharge")]


class Base(models.Model):
    class Meta:
        abstract = True
        permissions = EXTRA


class Encounter(Base):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta(Base.Meta):
        db_table = "emr_encounter"
        default_permissions = ("view", "export")
