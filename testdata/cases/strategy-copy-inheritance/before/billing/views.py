from unittest.mock import patch

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from emr import models
from emr.models import Encounter, Tag


def labels(request):
    # The label stays, and what follows from it.
    ContentType.objects.get(app_label="emr", model="encounter")
    return apps.get_model("emr", "Encounter"), request.user.has_perm("emr.sign_encounter")


def addresses(request):
    with patch("emr.models.Encounter.objects"):
        return Encounter.objects.open(), models.Encounter, models.Tag, Tag
