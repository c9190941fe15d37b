from django.db import models

from emr.models import Encounter as E


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        def inner(E=None):
            return E

        return inner(), (lambda E: E)(3), E
