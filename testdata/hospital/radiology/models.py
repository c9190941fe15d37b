"""Imaging orders and the studies made for them."""

from django.db import models

from core.models import Patient
from emr.models import Encounter


class RadOrder(models.Model):
    class Modality(models.TextChoices):
        XRAY = "XR", "X-ray"
        CT = "CT", "Computed tomography"
        MRI = "MR", "Magnetic resonance"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="rad_orders")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="rad_orders")
    modality = models.CharField(max_length=2, choices=Modality.choices)
    body_part = models.CharField(max_length=50)
    ordered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-ordered_at", "-id"]

    def __str__(self):
        return f"{self.get_modality_display()} of {self.body_part}"


class Study(models.Model):
    order = models.ForeignKey(RadOrder, on_delete=models.CASCADE, related_name="studies")
    # A study can be read during a later visit than the one that ordered it.
    encounter = models.ForeignKey(Encounter, on_delete=models.SET_NULL, null=True, blank=True)
    accession_number = models.CharField(max_length=30, unique=True)
    performed_at = models.DateTimeField()
    report = models.TextField(blank=True)

    class Meta:
        ordering = ["performed_at"]
        verbose_name_plural = "studies"

    def __str__(self):
        return self.accession_number

    @classmethod
    def for_open_visits(cls):
        return cls.objects.filter(encounter__status__in=Encounter.OPEN_STATUSES)
