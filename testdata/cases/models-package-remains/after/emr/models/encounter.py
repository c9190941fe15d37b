from django.db.models.signals import post_save
from django.dispatch import receiver

from core.models import Encounter, EncounterManager  # noqa: F401


@receiver(post_save, sender="emr.VitalSigns")
def greet(sender, instance, **kwargs):
    print("welcome")
