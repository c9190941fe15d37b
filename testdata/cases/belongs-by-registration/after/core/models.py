from django.db import models
from django.db.models import signals
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core.audit import auditlog


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


@receiver(post_save, sender=Encounter)
@receiver(post_delete, sender="core.Encounter")
def on_change(sender, **kwargs):
    announce(sender)


def announce(sender):
    print(sender)


def on_delete(sender, **kwargs):
    print("gone")


signals.post_delete.connect(on_delete, sender=Encounter)
auditlog.register(Encounter)


Encounter.rooms = property(lambda self: [self.room])
