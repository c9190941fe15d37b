from django.db import models


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)


def __getattr__(name):
    if name == "Encounter":
        import warnings

        from core import models

        message = f"{__name__}.{name} has moved to core.models"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
