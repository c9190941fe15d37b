def visit():
    from core.models import Patient
    Encounter = Patient
    from emr.models import Encounter
    return Encounter
