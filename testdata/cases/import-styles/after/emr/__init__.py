def __getattr__(name):
    from core.models import Encounter; return Encounter
