from core import models
from emr.models import Encounter

VISITS = models.Encounter, Encounter
