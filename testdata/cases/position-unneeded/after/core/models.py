from django.db import models


def __getattr__(name):
    raise AttributeError(name)


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        return Encounter.objects.filter(patient=self)


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


class Alert(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    count = property(lambda self: Encounter.objects.count())


ALL = [Patient, Alert]
