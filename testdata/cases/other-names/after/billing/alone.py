import core.models
import emr.api

USED = core.models.Encounter.objects
