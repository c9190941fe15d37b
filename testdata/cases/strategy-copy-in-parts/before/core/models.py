from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=50)


class Alert(models.Model):
    encounter = models.ForeignKey("emr.Encounter", models.CASCADE, null=True)
