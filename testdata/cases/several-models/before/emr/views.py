from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from emr import models
from emr.models import Alarm, Encounter, VitalSigns

ALL = [Encounter, VitalSigns, Alarm, models.Encounter, models.VitalSigns]


def labels(user):
    return user.has_perm("emr.view_encounter") and user.has_perm("emr.add_vitalsigns") and apps.get_model("emr.VitalSigns")


def both():
    pairs = [("emr", "encounter"), ("emr", "vitalsigns")]
    return pairs, ContentType.objects.filter(app_label="emr", model__in=["encounter", "vitalsigns"])
