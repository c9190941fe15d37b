from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Ward(models.Model):
    name = models.CharField(max_length=50)
    head = models.ForeignKey(Patient, on_delete=models.SET_NULL, null=True)


class Alert(models.Model):
    ward = models.ForeignKey(Ward, on_delete=models.CASCADE)
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
