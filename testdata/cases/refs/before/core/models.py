from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Bed(models.Model):
    encounter = models.ForeignKey('emr.encounter', null=True, on_delete=models.CASCADE)
