from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver

from core.audit import auditlog
from core.models import Encounter, announce, on_change, on_delete  # noqa: F401


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


# Another reads it by its name.
@receiver(post_save, sender=Encounter, dispatch_uid="shown")
def show(sender, **kwargs):
    print("saved")


@receiver(post_save, sender=VitalSigns)
@receiver(post_save, sender=Encounter)
def both(sender, **kwargs):
    print("either")


@receiver(post_save)
def all_of_them(sender, **kwargs):
    if sender is Encounter:
        print("a visit")


auditlog.register(VitalSigns)
FIRST, LAST = Encounter.__name__, VitalSigns.__name__
shown = [show]
