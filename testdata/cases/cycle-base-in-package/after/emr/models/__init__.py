from .note import VitalSigns


def __getattr__(name):
    # Imported above, core.models would find this module half made.
    if name == "Encounter":
        from core import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
