from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)
    last_visit = models.ForeignKey("emr.Encounter", on_delete=models.SET_NULL, null=True, related_name="+")
