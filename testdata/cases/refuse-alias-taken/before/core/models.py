from django.db import models

from emr.models import Encounter as Enc


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        return Enc
