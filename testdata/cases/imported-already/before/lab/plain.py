import core.models
import emr.models

USED = emr.models.Encounter, core.models.Patient
