from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def encounters(self):
        return Encounter.objects.filter(patient=self)


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


class Alert(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
