from django.db import models


class Invoice(models.Model):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.PROTECT, related_name="invoices")
    total = models.DecimalField(max_digits=8, decimal_places=2)


class Batch(models.Model):
    encounters = models.ManyToManyField("emr.Encounter", related_name="batches")
    coupled = models.ManyToManyField("emr.Encounter", through="Coupling", related_name="+")


class Coupling(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE)
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
