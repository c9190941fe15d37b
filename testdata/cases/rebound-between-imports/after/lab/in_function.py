def visit():
    from core.models import Patient
    Encounter = Patient
    from core.models import Encounter
    return Encounter
