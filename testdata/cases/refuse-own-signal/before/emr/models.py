from django.db import models
from emr.signals import post_save
from django.dispatch import receiver


class Stamped(models.Model):
    class Meta:
        abstract = True


class Encounter(Stamped):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class VitalSigns(Stamped):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)


@receiver(post_save, sender=Encounter)
@receiver(post_save, sender=VitalSigns)
def seen(sender, **kwargs):
    print(sender)
