from django.db.models.signals import post_save
from django.dispatch import receiver

from core.models import Encounter  # noqa: F401


@receiver(post_save, sender="core.Encounter")
def saved(sender, **kwargs):
    pass
