from django.db import models

from base.models import Event


class Note(models.Model):
    text = models.TextField()


class Annotated(Event):
    note = models.ForeignKey(Note, on_delete=models.CASCADE)


def __getattr__(name):
    # An import at the top would close a circle.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
