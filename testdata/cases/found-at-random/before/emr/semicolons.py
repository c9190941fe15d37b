from emr.models import VitalSigns; from emr.models import Encounter; import os
from emr.models import Encounter as E; from core.models import Patient  # both
import os; from emr.models import Encounter as F
