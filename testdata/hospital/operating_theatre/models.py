from django.conf import settings
from django.db import models


class SurgicalCase(models.Model):
    """One operation. There is at most one for a visit."""

    patient = models.ForeignKey(
        to="core.Patient", on_delete=models.CASCADE, related_name="surgical_cases"
    )
    encounter = models.OneToOneField(
        to="emr.Encounter",
        on_delete=models.PROTECT,
        related_name="surgical_case",
    )
    surgeon = models.ForeignKey(
        to=settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="surgical_cases"
    )
    procedure = models.CharField(max_length=200)
    scheduled_for = models.DateTimeField()
    theatre = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["scheduled_for"]

    def __str__(self):
        return f"{self.procedure} ({self.patient})"
