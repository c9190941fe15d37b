from django.db import models

from emr import models as emr_models


class Patient(models.Model):
    name = models.CharField(max_length=100)
    related = [emr_models.Encounter]
