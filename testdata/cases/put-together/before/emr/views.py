from django.apps import apps
from django.db.models import Q
from unittest import mock

NAME = "emr"


def f(user, encounter):
    """Of emr and "encounter"."""
    apps.get_model(*("emr", "Encounter"))
    apps.all_models["emr"]["encounter"]
    Q(app_label="emr", model__in=["encounter", "vitalsigns"])
    user.has_perm(f"emr.change_encounter")
    user.has_perm("emr.add_%s" % "encounter")
    user.has_perm("emr.view_vitalsigns", encounter)
    user.get("/admin/emr/encounter/")
    apps.get_app_config("emr")
    mock.patch("emr.models.notify")
