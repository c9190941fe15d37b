from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


def visits():
    from emr import models as emr_models

    return [emr_models.Encounter for Encounter in range(2)]
