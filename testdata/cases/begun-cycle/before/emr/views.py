from emr.models import Encounter, VitalSigns


def all_of_them():
    return Encounter, VitalSigns
