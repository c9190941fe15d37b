import simple_history

from emr.models import Encounter

simple_history.register(Encounter)
