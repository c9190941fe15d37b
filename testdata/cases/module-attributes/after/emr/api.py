import core.models
import emr.models
import core.models as m

A = core.models.Encounter
B = m.Encounter
C = emr.models.VitalSigns
