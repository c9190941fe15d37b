from django.db import models

from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    last_signs = models.ForeignKey(  # the newest
        "VitalSigns", null=True, on_delete=models.CASCADE, related_name="+"
    )


class VitalSigns(models.Model):
    encounter = models.ForeignKey(  # which one
        # in whole
        "Encounter",  # by name
        on_delete=models.CASCADE,
    )
    first = models.ForeignKey("emr" ".Encounter", null=True, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(
        ("emr.Encounter"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    third = models.ForeignKey(
        "emr.encounter", null=True, on_delete=models.CASCADE, related_name="+"
    )
