from core.models import Patient, Alert, Encounter

ALL = [Alert, Encounter, Patient]
