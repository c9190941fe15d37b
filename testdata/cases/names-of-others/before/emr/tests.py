from django.core.management import call_command
from django.db import models
from django.test import override_settings
from model_bakery import baker

ENCOUNTER = "emr.Encounter"
AUDITED = ("emr.encounter", "emr.vitalsigns")


class Perm(models.TextChoices):
    VIEW = "emr.view_encounter", "View"
    SIGNS = "emr.view_vitalsigns", "Signs"


class EncounterFactory:
    class Meta:
        model = ENCOUNTER


def names(span, instance, settings, user):
    baker.make_recipe("emr.encounter")
    call_command("loaddata", "emr.encounter")
    call_command("loaddata", "visits", exclude=["emr.Encounter"])
    user.has_perm(Perm.VIEW)
    user.has_perm(Perm.SIGNS.value)
    settings.VISIT_MODEL = "emr.Encounter"
    with override_settings(LOGGING={"loggers": {"emr.encounter": {}}}):
        pass
    return (
        span.label == "emr.encounter",
        instance._meta.label == ENCOUNTER,
        instance._meta.label_lower in AUDITED,
        "emr.Encounter" == instance._meta.label,
    )
