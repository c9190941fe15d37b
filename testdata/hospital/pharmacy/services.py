from .models import Prescription


def prescribe(encounter, prescriber, drug, dose):
    """Write a prescription and warn when the visit is no longer open."""
    from emr.models import CriticalAlert, Encounter

    if encounter.status not in Encounter.OPEN_STATUSES:
        CriticalAlert.objects.create(
            patient=encounter.patient,
            related_encounter=encounter,
            message='%s was prescribed after the visit' % drug,
        )
    return Prescription.objects.create(
        patient=encounter.patient,
        encounter=encounter,
        prescriber=prescriber,
        drug=drug,
        dose=dose,
    )


def encounters_with_drug(drug):
    from emr.models import Encounter

    return Encounter.objects.filter(prescriptions__drug__iexact=drug).distinct()
