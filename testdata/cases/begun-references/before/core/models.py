from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class EncounterManager(models.Manager):
    def open(self):
        return self.exclude(room="")


class Encounter(models.Model):
    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="%(app_label)s_encounters"
    )
    room = models.CharField(max_length=10)

    objects = EncounterManager()
