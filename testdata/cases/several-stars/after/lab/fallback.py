try:
    from emr.models import *
except ImportError:
    Encounter = None

VISIT = Encounter
