from django.db import models


class Document(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
