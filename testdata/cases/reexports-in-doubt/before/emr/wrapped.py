from emr.models import Encounter


class Encounter(Encounter):
    pass
