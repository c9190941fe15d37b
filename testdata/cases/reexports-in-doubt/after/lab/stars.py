from emr.api import *

VISIT = Encounter
