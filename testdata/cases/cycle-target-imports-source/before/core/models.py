from django.db import models

from emr.codes import CODES


class Patient(models.Model):
    name = models.CharField(max_length=CODES)
