"""The tenant and the patient, which every other app builds on."""

import datetime
import uuid

from django.db import models


class Tenant(models.Model):
    """A hospital or clinic. Every record belongs to exactly one."""

    tenant_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class PatientQuerySet(models.QuerySet):
    def living(self):
        return self.filter(date_of_death__isnull=True)

    def search(self, text):
        return self.filter(
            models.Q(last_name__icontains=text)
            | models.Q(first_name__icontains=text)
            | models.Q(mrn__iexact=text)
        )


class Patient(models.Model):
    """A person who is or was treated by a tenant."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="patients")
    mrn = models.CharField("medical record number", max_length=20)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    date_of_birth = models.DateField()
    date_of_death = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "mrn"], name="core_patient_unique_mrn"),
        ]

    def __str__(self):
        return f"{self.last_name}, {self.first_name} ({self.mrn})"

    def age_on(self, day: datetime.date) -> int:
        """Full years on the given day."""
        born = self.date_of_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
