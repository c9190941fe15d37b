from django.db import models

from core.models import Patient


def announce(text):
    print(text)


def short_name(one):
    return str(one)[:10]


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    def __str__(self):
        return short_name(self.room)

    def save(self, *args, **kwargs):
        announce(self.room)
        super().save(*args, **kwargs)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def save(self, *args, **kwargs):
        announce(self.pk)
        super().save(*args, **kwargs)
