import emr.models, core.models

USED = core.models.Encounter, core.models.Patient, emr.models.VitalSigns
