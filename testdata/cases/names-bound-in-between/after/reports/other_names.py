from core.models import Encounter, Patient
from legacy.things import Other
from emr.models import VitalSigns

OTHERS = (Other, VitalSigns)


def pair():
    from core.models import Encounter, Patient

    other = Other

    return Patient, Encounter, other
