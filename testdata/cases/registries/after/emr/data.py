"""What migrations import: data migrations, and what else looks models up."""

from django.apps import apps as global_apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType


def forwards(apps, schema_editor):
    apps.get_model("emr", "Encounter")
    ContentType.objects.get(app_label="emr", model="encounter")
    Permission.objects.get(content_type__app_label="emr", codename="view_encounter")
    ContentType.objects.get_by_natural_key("emr", "encounter")
    # The registry of the code as it is now.
    return global_apps.get_model("core", "Encounter")


def backwards(registry, editor):
    return registry.get_model("emr", "Encounter")


def create_groups(sender, apps=global_apps, **kwargs):
    return apps.get_model("core", "Encounter")


def other(apps=None):
    return apps.get_model("emr", "VitalSigns")
