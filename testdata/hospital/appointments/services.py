"""What happens when a patient arrives for an appointment."""

from collections import namedtuple

from django.apps import apps

from .models import Appointment


def check_in(appointment):
    """Mark the appointment and open the visit (emr.Encounter) that belongs to it."""
    visit_model = apps.get_model("emr", "Encounter")
    appointment.status = Appointment.Status.CHECKED_IN
    appointment.save()
    return visit_model.objects.create(
        tenant=appointment.tenant,
        patient=appointment.patient,
        provider=appointment.provider,
        encounter_type="outpatient",
        status="arrived",
        appointment=appointment,
        reason_for_visit=appointment.reason.text if appointment.reason else "",
    )


def parse_referral(line):
    """Read one line of a referral file: kind, code and text.

    The record made here only looks like the model of that name.
    """
    Encounter = namedtuple("Encounter", "kind code text")
    kind, code, text = line.split(";", 2)
    if kind != "encounter":
        raise ValueError(f"not a referral: {kind}")
    return Encounter(kind, code.strip(), text.strip())
