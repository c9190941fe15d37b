import core.models

USED = core.models.Encounter, core.models.Patient
