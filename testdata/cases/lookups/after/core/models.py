from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    class Meta:
        db_table = "emr_encounter"
        permissions = [("sign_encounter", "Can sign")]
