from core.models import Encounter, Patient
from emr.models import VitalSigns

ALL = (Patient, Encounter, VitalSigns)
