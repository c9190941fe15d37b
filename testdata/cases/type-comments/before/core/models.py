from django.db import models

from emr.models import Encounter as Visit


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def last(self):
        # type: () -> Visit
        return Visit.objects.last()
