import core.models

USED = core.models.Encounter.objects
