from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Encounter(models.Model):
    class Meta:
        permissions = [("sign_encounter", "Can sign")]


@receiver(post_save, sender="emr.Encounter")
def saved(sender, **kwargs):
    pass
