import core.models

FOUND = hasattr(core.models, "Encounter")
