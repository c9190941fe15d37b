from unittest.mock import patch

from django.apps import apps
from django.conf import settings

MODULE = "emr.models"
APP = "emr"


def split(request, name, model):
    apps.get_model(
        "emr",  # the app
        "Encounter",  # the model
    )
    request.user.has_perm("emr.view_" "encounter")
    request.user.has_perm("em" "r.view_encounter")
    request.user.has_perm("emr.view_" "vitalsigns")
    patch("emr.models." "Encounter.save")
    patch("emr." "models.Encounter.save")
    return settings


def joined(request, name, model, action):
    patch(MODULE + ".Encounter")
    patch("%s.Encounter" % MODULE)
    patch("{}.Encounter".format(MODULE))
    patch(MODULE + ".VitalSigns")
    apps.get_model("{app}.Encounter".format(app=APP))
    apps.get_model("emr", name)
    apps.get_model("emr.%s" % name)
    apps.get_model("emr.{}".format(name))
    apps.get_model("lab", name)
    request.user.has_perm("%s.view_encounter" % APP)
    request.user.has_perm(APP + ".view_encounter")
    request.user.has_perm("emr.view_%s" % model)
    request.user.has_perm("emr.view_" + model)
    request.user.has_perm("emr.{}_{}".format("view", model))
    request.user.has_perm("emr.see_" + model)
    return {"emr.Encounter.photo": 1, "lab.Encounter.photo": 2}


def urls(reverse, model, site):
    reverse("admin:emr_%s_change" % model)
    reverse(f"admin:emr_{model}_change")
    reverse(f"{site.name}:emr_encounter_change", args=[1])
    reverse("admin:" + "emr_encounter_change")
    return site.match.url_name == "emr_encounter_changelist", "emr_encounter", "emr_encounter_print"
