from django.db import models


class Invoice(models.Model):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
