from emr.models import Encounter
X = Encounter.objects
from core.models import Patient
from emr import models
Y = models.Encounter, models.VitalSigns
from core import models as core_models
