from core.models import Encounter, EncounterManager


def rooms():
    return Encounter.objects.open()


def manager():
    return EncounterManager()
