from core.models import Patient
from emr.models import Encounter
from emr.models import Encounter, VitalSigns

ALL = (Patient, Encounter, VitalSigns)
