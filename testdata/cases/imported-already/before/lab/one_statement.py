import emr.models, core.models

USED = emr.models.Encounter, core.models.Patient, emr.models.VitalSigns
