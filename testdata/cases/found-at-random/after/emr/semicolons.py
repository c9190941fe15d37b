from emr.models import VitalSigns; import os
from core.models import Encounter as E; from core.models import Encounter as F, Encounter, Patient  # both
import os
