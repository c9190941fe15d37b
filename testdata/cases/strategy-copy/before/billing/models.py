from django.db import models


class Invoice(models.Model):
    encounter = models.OneToOneField("emr.Encounter", on_delete=models.PROTECT)
    others = models.ManyToManyField("emr.Encounter", related_name="+")
