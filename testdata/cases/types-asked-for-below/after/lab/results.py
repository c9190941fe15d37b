from core.models import Patient


class Result:
    patient = Patient
