from django.db import models


class Invoice(models.Model):
    encounter = models.OneToOneField("core.Encounter", on_delete=models.PROTECT)
    others = models.ManyToManyField("core.Encounter", related_name="+")
