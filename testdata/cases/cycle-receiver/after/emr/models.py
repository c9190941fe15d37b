from django.db import models
from django.db.models import signals
from django.db.models.signals import post_save
from django.dispatch import receiver


class Stamped(models.Model):
    class Meta:
        abstract = True


class VitalSigns(Stamped):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)


@receiver([post_save, signals.post_delete], sender="core.Encounter")
@receiver(post_save, sender=VitalSigns)
def seen(sender, **kwargs):
    print(sender)


def __getattr__(name):
    # An import at the top would close a circle.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
