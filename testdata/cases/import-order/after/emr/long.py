from core.models import Alert, Bed, Building, Department, Encounter, Floor, Hospital, Patient, Room, Staff

ALL = [Alert, Bed, Building, Department, Floor, Hospital, Patient, Room, Staff, Encounter]
