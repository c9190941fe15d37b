from decimal import Decimal

from django.db import models

from core.models import Patient, Tenant


class Invoice(models.Model):
    """What a patient is asked to pay for one visit."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        PAID = "paid", "Paid"

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="invoices")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="invoices")
    encounter = models.ForeignKey("emr.Encounter", on_delete=models.PROTECT, null=True, blank=True)
    number = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    total = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal("0.00"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return self.number


class Claim(models.Model):
    """A claim sent to an insurer. It can cover several visits."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="claims")
    payer = models.CharField(max_length=100)
    encounters = models.ManyToManyField("emr.Encounter", related_name="claims", blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"Claim {self.pk} to {self.payer}"

    def patients(self):
        return Patient.objects.filter(encounters__claims=self).distinct()
