from django.db import models


class Stamped(models.Model):
    class Meta:
        abstract = True


class VitalSigns(Stamped):
    encounter = models.ForeignKey("core.Encounter", on_delete=models.CASCADE)

    def room(self):
        from core.models import Encounter

        return Encounter.objects.get(pk=self.encounter_id).room


def __getattr__(name):
    # An import at the top would close a circle.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
