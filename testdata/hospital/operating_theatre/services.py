from datetime import timedelta  # length of the preparation

from core.models import Patient  # noqa: F401  (older code imports it from here)
from emr.models import Encounter  # the visit a case is booked in
from operating_theatre.models import SurgicalCase  # at most one for a visit

PREPARATION = timedelta(hours=1)


def book_case(patient, surgeon, procedure, when):
    """Open an inpatient visit and book the operation in it."""
    encounter = Encounter.objects.create(
        tenant=patient.tenant,
        patient=patient,
        provider=surgeon,
        encounter_type=Encounter.EncounterType.INPATIENT,
        encounter_class=Encounter.EncounterClass.INPATIENT,
        start_datetime=when - PREPARATION,
    )
    return SurgicalCase.objects.create(
        patient=patient,
        encounter=encounter,
        surgeon=surgeon,
        procedure=procedure,
        scheduled_for=when,
    )
