from django.db import models


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    ward = models.ForeignKey("core.Ward", on_delete=models.CASCADE)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    ward = models.ForeignKey("core.Ward", on_delete=models.SET_NULL, null=True)
