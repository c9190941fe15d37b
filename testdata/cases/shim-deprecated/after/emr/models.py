"""Medical records."""
from typing import TYPE_CHECKING, Optional

from django.db import models

if TYPE_CHECKING:
    from core.models import Encounter

__all__ = [
    "VitalSigns",
]


__all__ += ["newest"]


class VitalSigns(models.Model):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)

    def before(self) -> "Optional[Encounter]":
        from core.models import Encounter

        return Encounter.objects.exclude(pk=self.encounter_id).first()

    def is_of(self, other: "Encounter") -> bool:
        return self.encounter == other


def newest():
    """The newest of them."""
    from core.models import Encounter

    return Encounter.objects.last()


def __getattr__(name):
    if name in {"Encounter", "EncounterQuerySet", "default_room"}:
        import warnings

        from core import models

        message = f"{__name__}.{name} has moved to core.models"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
