from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    class Meta:
        db_table = "emr_encounter"
        permissions = [("sign_encounter", "Can sign")]


@receiver(post_save, sender="core.Encounter")
def saved(sender, **kwargs):
    pass
