from core.models import Alert, Bed, Building, Department, Floor, Hospital, Patient, Room, Staff
from emr.models import Encounter

ALL = [Alert, Bed, Building, Department, Floor, Hospital, Patient, Room, Staff, Encounter]
