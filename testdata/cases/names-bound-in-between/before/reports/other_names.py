from core.models import Patient
from legacy.things import Other
from emr.models import Encounter, VitalSigns

OTHERS = (Other, VitalSigns)


def pair():
    from core.models import Patient

    other = Other
    from emr.models import Encounter

    return Patient, Encounter, other
