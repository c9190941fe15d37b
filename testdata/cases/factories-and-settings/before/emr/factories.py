import factory
from django.conf import settings
from django.db.models.signals import post_save
from django.test import override_settings
from model_bakery import baker
from model_bakery.recipe import Recipe

visit = Recipe("emr.Encounter", room="1")


class EncounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "emr.Encounter"


class VitalSignsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "emr.VitalSigns"

    class Params:
        model = "emr.Encounter"


def f(instance):
    baker.make("emr.encounter", _quantity=2)
    baker.make("emr.VitalSigns")
    post_save.connect(f, sender="emr.Encounter")
    post_save.connect(f, "emr.Encounter")
    with override_settings(VISIT_MODEL="emr.Encounter", SIGNS_MODEL="emr.VitalSigns"):
        getattr(settings, "VISIT_MODEL", "emr.Encounter")
    if instance._meta.label_lower == "emr.encounter":
        return instance._meta.label in ("emr.Encounter", "emr.VitalSigns")
    return instance.title == "emr.encounter"
