import sys

from django.db import models

if sys.version_info > (3,):
    from emr.models import Encounter


class Patient(models.Model):
    name = models.CharField(max_length=100)
