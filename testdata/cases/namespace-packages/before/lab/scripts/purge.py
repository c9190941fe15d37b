from emr.management.commands import purge
from emr.management.commands.purge import Encounter

USED = purge.Encounter, Encounter
