from django.db import models


def short_name(name):
    return name[:3]


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)

    def first(self):
        from core.models import Encounter

        return Encounter.objects.first()


def __getattr__(name):
    # An import at the top would close a circle.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
