from billing.facade import *

USED = [Encounter]
