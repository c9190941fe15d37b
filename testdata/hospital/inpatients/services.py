from django.apps import apps
from django.utils import timezone

from .models import Admission, DischargeSummary


def admit(patient, provider, ward, bed=''):
    """Start a stay, together with its visit."""
    admission = Admission.objects.create(
        tenant=patient.tenant,
        patient=patient,
        attending=provider,
        ward=ward,
        bed=bed,
        admitted_at=timezone.now(),
    )
    visits = apps.get_model('emr.Encounter').objects
    visits.create(
        tenant=patient.tenant,
        patient=patient,
        provider=provider,
        encounter_type='inpatient',
        encounter_class='IMP',
        status='in-progress',
        admission=admission,
        location=ward,
    )
    return admission


def discharge(admission, text):
    """End a stay: finish its visit and write the letter."""
    encounter = admission.encounters.get()
    admission.discharged_at = timezone.now()
    admission.save()
    encounter.finish(admission.discharged_at)
    return DischargeSummary.objects.create(admission=admission, encounter=encounter, text=text)
