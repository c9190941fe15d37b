from unittest import mock

from django.apps import apps
from django.contrib.auth.decorators import permission_required
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse


@permission_required("core.sign_encounter", raise_exception=True)
def f(request):
    apps.get_model("core", "Encounter")
    apps.get_model('core.encounter')
    apps.get_model(app_label="core", model_name="encounter")
    apps.get_app_config("core").get_model("Encounter")
    apps.get_model("emr", "VitalSigns")
    request.user.has_perms(["core.view_encounter", "emr.view_vitalsigns"])
    ContentType.objects.get(app_label="core", model="encounter")
    ContentType.objects.filter(app_label="emr", model="vitalsigns")
    reverse("admin:core_encounter_change", args=[1])
    reverse("admin:emr_vitalsigns_changelist")
    with mock.patch("core.models.Encounter.save"), mock.patch("emr.views.Encounter"):
        pass


AUDITED = ["emr.Encounter", "emr.VitalSigns"]
RULES = {"emr.change_encounter": True}
PATHS = ["emr.models.Encounter"]
