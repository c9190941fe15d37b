from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


def choices():
    return [(room, room) for room in ROOMS]


class Patient(models.Model):
    name = models.CharField(max_length=100)


from emr.models import Encounter


@receiver(post_save, sender=Encounter)
def ring(sender, **kwargs):
    pass


ROOMS = ["A", "B"]
