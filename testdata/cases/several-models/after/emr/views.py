from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from core import models
from core.models import Encounter, VitalSigns
from emr.models import Alarm

ALL = [Encounter, VitalSigns, Alarm, models.Encounter, models.VitalSigns]


def labels(user):
    return user.has_perm("core.view_encounter") and user.has_perm("core.add_vitalsigns") and apps.get_model("core.VitalSigns")


def both():
    pairs = [("emr", "encounter"), ("emr", "vitalsigns")]
    return pairs, ContentType.objects.filter(app_label="emr", model__in=["encounter", "vitalsigns"])
