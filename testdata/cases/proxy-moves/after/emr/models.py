from django.db import models


class Visit(models.Model):
    room = models.CharField(max_length=10)


class Bill(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)


def __getattr__(name):
    # An import at the top would close a circle.
    if name in {"Encounter", "OpenEncounters"}:
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
