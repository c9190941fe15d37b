from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Permission

from emr.perms import EDIT, VIEW, Perms


class View:
    permission_required = ("core.view_encounter", "emr.view_vitalsigns")
    perms_map = {"GET": ["core.view_encounter"], "POST": []}


@permission_required(["core.add_encounter"])
def f(request, action, app):
    user = request.user
    user.has_perm(VIEW)
    user.has_perms(EDIT)
    user.has_perm(Perms.DISCHARGE)
    user.has_perm(Perms.SIGNS)
    user.has_perm("core.can_discharge")
    user.has_perm(perm="core.delete_encounter")
    user.has_perm(f"core.{action}_encounter")
    user.has_perm("emr.%s_encounter" % action)
    user.has_perm(f"{app}.view_encounter")
    user.has_perm(f"emr.view_{action}")
    user.has_perm("lab.view_encounter")
    user.has_perm("emr.can_dance")
    Permission.objects.get(content_type__app_label="core", codename="view_encounter")
    Permission.objects.filter(
        codename__in=["add_encounter", "can_discharge"],
        content_type__app_label="core",
    )
    Permission.objects.filter(content_type__app_label="emr", codename__in=["add_encounter", "add_vitalsigns"])
    Permission.objects.get(content_type__app_label="emr", codename="view_vitalsigns")
    Permission.objects.get_by_natural_key("view_encounter", "core", "encounter")
    return "emr:view_encounter", "emr.encounter_list"
