from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)
    doctor = models.ForeignKey("emr.User", on_delete=models.PROTECT)
