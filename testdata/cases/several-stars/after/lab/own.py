from core.models import *


class Encounter:
    pass
