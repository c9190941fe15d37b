from django.db import models
from django.db.models import signals
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core.audit import auditlog
from core.models import Patient


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


@receiver(post_save, sender=Encounter)
@receiver(post_delete, sender="emr.Encounter")
def on_change(sender, **kwargs):
    announce(sender)


def announce(sender):
    print(sender)


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


def on_delete(sender, **kwargs):
    print("gone")


signals.post_delete.connect(on_delete, sender=Encounter)
auditlog.register(Encounter)
auditlog.register(VitalSigns)
Encounter.rooms = property(lambda self: [self.room])
FIRST, LAST = Encounter.__name__, VitalSigns.__name__
shown = [show]
