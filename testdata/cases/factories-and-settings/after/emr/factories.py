import factory
from django.conf import settings
from django.db.models.signals import post_save
from django.test import override_settings
from model_bakery import baker
from model_bakery.recipe import Recipe

visit = Recipe("core.Encounter", room="1")


class EncounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "core.Encounter"


class VitalSignsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "emr.VitalSigns"

    class Params:
        model = "emr.Encounter"


def f(instance):
    baker.make("core.encounter", _quantity=2)
    baker.make("emr.VitalSigns")
    post_save.connect(f, sender="core.Encounter")
    post_save.connect(f, "core.Encounter")
    with override_settings(VISIT_MODEL="core.Encounter", SIGNS_MODEL="emr.VitalSigns"):
        getattr(settings, "VISIT_MODEL", "core.Encounter")
    if instance._meta.label_lower == "core.encounter":
        return instance._meta.label in ("core.Encounter", "emr.VitalSigns")
    return instance.title == "emr.encounter"
