from core.models import Encounter
from emr.models import *

ALL = [Encounter, VitalSigns]
