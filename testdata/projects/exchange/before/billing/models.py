from django.db import models


class Invoice(models.Model):
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
    ward = models.ForeignKey("core.Ward", on_delete=models.CASCADE)
