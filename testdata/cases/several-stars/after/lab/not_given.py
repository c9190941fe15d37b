from emr.part import *

VISIT = Encounter
