from django.apps import apps

from core.models import Encounter
from emr.models import VitalSigns


def close(user):
    if user.has_perm("core.change_encounter"):
        apps.get_model("core", "Encounter").objects.all()
    if user.has_perm("core.change_encounter"):
        apps.get_model("core", "Encounter").objects.all()
    return Encounter, VitalSigns
