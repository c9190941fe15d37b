from django.apps import apps as registry


def fill(apps):
    apps.get_model("emr", "Encounter")


def back(apps, editor):
    return apps.get_model("emr.Encounter")


def now():
    return registry.get_model("core", "Encounter")
