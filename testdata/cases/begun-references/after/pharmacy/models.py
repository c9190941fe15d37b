from django.db import models


class Prescription(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
