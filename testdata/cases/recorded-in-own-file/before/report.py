from emr import models
from emr.models import Encounter

VISITS = models.Encounter, Encounter
