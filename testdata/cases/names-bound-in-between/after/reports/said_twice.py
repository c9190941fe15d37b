from core.models import Encounter as Encounter, Patient as Patient
from emr.models import VitalSigns as VitalSigns
