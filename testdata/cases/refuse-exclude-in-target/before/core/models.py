from django.db import models

from emr.models import Encounter


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        return Encounter
