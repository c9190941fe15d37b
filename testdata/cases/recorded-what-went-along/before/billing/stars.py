from emr.models import *

ALL = [Encounter, VitalSigns]
