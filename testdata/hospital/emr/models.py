"""Clinical records: visits, vital signs, problems, plans, notes and alerts."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Patient

# A visit that is still open after this time is shown as overdue.
ENCOUNTER_OVERDUE_AFTER = timedelta(hours=24)


def default_review_date():
    """Care plans are looked at again after four weeks."""
    return timezone.localdate() + timedelta(weeks=4)


def validate_room(value):
    """Room numbers are letters, digits and dashes, such as ICU-4."""
    if not value.replace("-", "").isalnum():
        raise ValidationError(_("%(value)s is not a room number."), params={"value": value})


class EncounterManager(models.Manager):
    """Questions about visits that several places ask."""

    def active(self):
        return self.filter(status__in=Encounter.OPEN_STATUSES)

    def for_tenant(self, tenant):
        return self.filter(tenant=tenant)

    def unsigned(self):
        return self.filter(status=Encounter.Status.FINISHED, signed_off=False)

    def overdue(self, now=None):
        limit = (now or timezone.now()) - ENCOUNTER_OVERDUE_AFTER
        return self.active().filter(start_datetime__lt=limit)


# The central record of this app: nearly everything else hangs on a visit.
# Clinical models of other apps point here too.
class Encounter(models.Model):
    """One visit of a patient: from a phone call to a stay of weeks."""

    class EncounterType(models.TextChoices):
        OUTPATIENT = "outpatient", _("Outpatient")
        INPATIENT = "inpatient", _("Inpatient")
        EMERGENCY = "emergency", _("Emergency")
        TELEHEALTH = "telehealth", _("Telehealth")

    class EncounterClass(models.TextChoices):
        AMBULATORY = "AMB", _("Ambulatory")
        EMERGENCY = "EMER", _("Emergency")
        INPATIENT = "IMP", _("Inpatient")
        VIRTUAL = "VR", _("Virtual")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ARRIVED = "arrived", _("Arrived")
        IN_PROGRESS = "in-progress", _("In progress")
        ON_HOLD = "on-hold", _("On hold")
        FINISHED = "finished", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")

    class Priority(models.TextChoices):
        ROUTINE = "routine", _("Routine")
        URGENT = "urgent", _("Urgent")
        EMERGENCY = "emergency", _("Emergency")

    # Statuses in which work on the visit is still going on.
    OPEN_STATUSES = (Status.PLANNED, Status.ARRIVED, Status.IN_PROGRESS, Status.ON_HOLD)

    encounter_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tenant = models.ForeignKey("core.Tenant", on_delete=models.CASCADE, related_name="encounters")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="encounters")
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="encounters"
    )
    encounter_type = models.CharField(max_length=20, choices=EncounterType.choices)
    encounter_class = models.CharField(
        max_length=4, choices=EncounterClass.choices, default=EncounterClass.AMBULATORY
    )
    start_datetime = models.DateTimeField(default=timezone.now)
    end_datetime = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLANNED)

    # Where the visit takes place.
    location = models.CharField(max_length=100, blank=True)
    room_number = models.CharField(max_length=20, blank=True, validators=[validate_room])

    # What the visit came from, if anything.
    appointment = models.ForeignKey(
        "appointments.Appointment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="encounters",
    )
    admission = models.ForeignKey(
        'inpatients.Admission',
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name='encounters',
    )

    chief_complaint = models.TextField(blank=True)
    reason_for_visit = models.TextField(blank=True)
    priority = models.CharField(max_length=20, choices=Priority.choices, default=Priority.ROUTINE)
    acuity_level = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1 is the most severe, 5 the least."),
    )

    documentation_complete = models.BooleanField(default=False)
    signed_off = models.BooleanField(default=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="signed_encounters",
    )
    signed_datetime = models.DateTimeField(null=True, blank=True)

    billable = models.BooleanField(default=True)
    billing_codes = models.JSONField(default=list, blank=True)
    quality_measures = models.JSONField(default=dict, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EncounterManager()

    class Meta:
        ordering = ["-start_datetime"]
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        indexes = [
            models.Index(fields=["tenant", "status"], name="encounter_tenant_status_idx"),
            models.Index(fields=["patient", "start_datetime"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "appointment"], name="encounter_one_per_appointment"
            ),
        ]
        permissions = [
            ("sign_encounter", "Can sign an encounter"),
            ("reopen_encounter", "Can reopen a signed encounter"),
        ]

    def __str__(self):
        return f"{self.get_encounter_type_display()} visit of {self.patient}"

    def get_absolute_url(self):
        return reverse("emr:encounter-detail", args=[self.pk])

    # -- state ---------------------------------------------------------

    @property
    def is_open(self):
        return self.status in self.OPEN_STATUSES

    @property
    def is_overdue(self):
        return self.is_open and timezone.now() - self.start_datetime > ENCOUNTER_OVERDUE_AFTER

    def get_duration(self):
        """Time from start to end, or until now while the visit is running."""
        return (self.end_datetime or timezone.now()) - self.start_datetime

    def finish(self, when=None):
        self.end_datetime = when or timezone.now()
        self.status = Encounter.Status.FINISHED
        self.save()

    def sign(self, user):
        """Sign the visit. Only a finished visit can be signed."""
        if self.status != self.Status.FINISHED:
            raise ValidationError(_("Only a finished visit can be signed."))
        self.signed_off = True
        self.signed_by = user
        self.signed_datetime = timezone.now()
        self.save()

    # -- related records -----------------------------------------------

    def latest_vital_signs(self):
        return self.vital_signs.all().order_by("-measured_at").first()

    def has_pending_orders(self):
        from laboratory.models import LabOrder  # laboratory imports this module

        return LabOrder.objects.filter(encounter=self, status=LabOrder.Status.ORDERED).exists()


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="vital_signs")
    measured_at = models.DateTimeField(default=timezone.now)
    heart_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    systolic_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    diastolic_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    temperature = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["-measured_at"]
        verbose_name_plural = "vital signs"

    def __str__(self):
        return f"Vital signs at {self.measured_at:%Y-%m-%d %H:%M}"


class ProblemList(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="problems")
    related_encounter = models.ForeignKey(
        "Encounter", on_delete=models.SET_NULL, null=True, blank=True
    )
    problem = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    def __str__(self):
        return self.problem


class CarePlan(models.Model):
    """A plan made for some of a patient's problems. It has no single visit."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="care_plans")
    problems = models.ManyToManyField(ProblemList, related_name="care_plans", blank=True)
    reviewed_encounters = models.ManyToManyField(
        "Encounter", related_name="reviewed_care_plans", blank=True
    )
    title = models.CharField(max_length=200)
    review_on = models.DateField(default=default_review_date)

    def __str__(self):
        return self.title


class ClinicalNote(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="clinical_notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clinical_notes"
    )
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"Note by {self.author}"

    def clean(self):
        if self.encounter.status == Encounter.Status.CANCELLED:
            raise ValidationError(_("A cancelled visit takes no notes."))


class ClinicalRecommendation(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="recommendations")
    related_encounter = models.ForeignKey(
        'Encounter', on_delete=models.SET_NULL, null=True, blank=True,
        related_name='recommendations')
    text = models.CharField(max_length=200)
    accepted = models.BooleanField(default=False)

    def __str__(self):
        return self.text


class CriticalAlert(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="critical_alerts")
    related_encounter = models.ForeignKey(
        Encounter, on_delete=models.CASCADE, null=True, blank=True, related_name="critical_alerts"
    )
    message = models.CharField(max_length=200)
    acknowledged = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.message

    def visit(self) -> "Encounter | None":
        return self.related_encounter
