from core.models import Encounter
from emr.models import EncounterManager


def rooms():
    return Encounter.objects.open()


def manager():
    return EncounterManager()
