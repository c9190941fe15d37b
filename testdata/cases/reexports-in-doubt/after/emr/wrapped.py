from core.models import Encounter


class Encounter(Encounter):
    pass
