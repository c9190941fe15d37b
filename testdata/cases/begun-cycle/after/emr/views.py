from core.models import Encounter
from emr.models import VitalSigns


def all_of_them():
    return Encounter, VitalSigns
