from emr.models import *


class Encounter:
    """Of another kind."""


USED = [Encounter, VitalSigns]
