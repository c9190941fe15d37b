def __getattr__(name):
    from .models import Encounter; return Encounter
