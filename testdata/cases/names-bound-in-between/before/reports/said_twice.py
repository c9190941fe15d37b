from core.models import Patient as Patient
from emr.models import Encounter as Encounter
from emr.models import VitalSigns as VitalSigns
