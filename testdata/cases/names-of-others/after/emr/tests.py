from django.core.management import call_command
from django.db import models
from django.test import override_settings
from model_bakery import baker

ENCOUNTER = "core.Encounter"
AUDITED = ("core.encounter", "emr.vitalsigns")


class Perm(models.TextChoices):
    VIEW = "core.view_encounter", "View"
    SIGNS = "emr.view_vitalsigns", "Signs"


class EncounterFactory:
    class Meta:
        model = ENCOUNTER


def names(span, instance, settings, user):
    baker.make_recipe("emr.encounter")
    call_command("loaddata", "emr.encounter")
    call_command("loaddata", "visits", exclude=["core.Encounter"])
    user.has_perm(Perm.VIEW)
    user.has_perm(Perm.SIGNS.value)
    settings.VISIT_MODEL = "core.Encounter"
    with override_settings(LOGGING={"loggers": {"emr.encounter": {}}}):
        pass
    return (
        span.label == "emr.encounter",
        instance._meta.label == ENCOUNTER,
        instance._meta.label_lower in AUDITED,
        "core.Encounter" == instance._meta.label,
    )
