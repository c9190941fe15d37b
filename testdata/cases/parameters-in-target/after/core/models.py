from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        def inner(E=None):
            return E

        return inner(), (lambda E: E)(3), Encounter


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
