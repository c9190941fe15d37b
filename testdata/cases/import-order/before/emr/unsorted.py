from core.models import Patient, Alert
from emr.models import Encounter

ALL = [Alert, Encounter, Patient]
