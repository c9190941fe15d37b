from emr.models import *
from lab.fields import Manager


class VisitManager(Manager["Encounter"]):
    pass
