from django.db import models
from emr.models import Encounter
VISITS = [Encounter]

class Patient(models.Model):
    name = models.CharField(max_length=100)
