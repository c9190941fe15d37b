from billing.facade import Encounter, VitalSigns

USED = [Encounter, VitalSigns]
