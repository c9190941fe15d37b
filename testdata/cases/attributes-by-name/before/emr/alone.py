import emr.models

FOUND = hasattr(emr.models, "Encounter")
