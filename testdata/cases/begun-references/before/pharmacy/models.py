from django.db import models


class Prescription(models.Model):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
