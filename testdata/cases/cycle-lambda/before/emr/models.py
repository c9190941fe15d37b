from django.db import models

from core.models import Patient


def helper():
    return 1


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    probe = lambda self: helper()

    def called(self):
        return (lambda: helper())()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    number = staticmethod(helper)
