from emr.management.commands import purge
from core.models import Encounter

USED = purge.Encounter, Encounter
