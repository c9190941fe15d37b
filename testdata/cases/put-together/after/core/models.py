from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


def notify(encounter):
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def save(self, *args, **kwargs):
        notify(self)
        super().save(*args, **kwargs)
