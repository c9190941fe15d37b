from django.db import models

from emr.models import Encounter


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def encounters(self):
        return Encounter.objects.filter(patient=self)


class Alert(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
