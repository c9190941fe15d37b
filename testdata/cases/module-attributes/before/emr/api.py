import emr.models
import emr.models as m

A = emr.models.Encounter
B = m.Encounter
C = emr.models.VitalSigns
