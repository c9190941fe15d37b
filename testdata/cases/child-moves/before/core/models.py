from django.db import models


class Patient(models.Model):
    last_seen = models.ForeignKey("emr.Encounter", null=True, on_delete=models.SET_NULL)
