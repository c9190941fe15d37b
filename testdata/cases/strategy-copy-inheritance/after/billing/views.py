from unittest.mock import patch

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from core import models as core_models
from emr import models
from core.models import Encounter
from emr.models import Tag


def labels(request):
    # The label stays, and what follows from it.
    ContentType.objects.get(app_label="core", model="encounter")
    return apps.get_model("core", "Encounter"), request.user.has_perm("core.sign_encounter")


def addresses(request):
    with patch("core.models.Encounter.objects"):
        return Encounter.objects.open(), core_models.Encounter, models.Tag, Tag
