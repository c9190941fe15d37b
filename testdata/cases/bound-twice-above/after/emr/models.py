from django.db import models

LIMIT = 20
LIMIT = 10


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)
    note = property(lambda self: LIMIT)


def __getattr__(name):
    # An import at the top would close a circle.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
