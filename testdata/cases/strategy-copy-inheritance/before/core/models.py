from django.db import models


class Alert(models.Model):
    encounter = models.ForeignKey("emr.Encounter", models.CASCADE, null=True)
