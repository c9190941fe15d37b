from django.db import models


class Invoice(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
