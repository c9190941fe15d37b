from django.db import models

from core.models import Encounter  # noqa: F401


class VitalSigns(models.Model):
    encounter = models.ForeignKey(  # which one
        # in whole
        "core.Encounter",  # by name
        on_delete=models.CASCADE,
    )
    first = models.ForeignKey("core" ".Encounter", null=True, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(
        ("core.Encounter"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    third = models.ForeignKey(
        "core.encounter", null=True, on_delete=models.CASCADE, related_name="+"
    )
