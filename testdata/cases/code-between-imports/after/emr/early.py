from core.models import Encounter
from core import models as core_models_2

X = Encounter.objects
from core.models import Patient
from emr import models
Y = core_models_2.Encounter, models.VitalSigns
from core import models as core_models
