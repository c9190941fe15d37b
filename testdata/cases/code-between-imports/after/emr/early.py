from core import models as core_models_2
from core.models import Encounter
X = Encounter.objects
from core.models import Patient
from emr import models
Y = core_models_2.Encounter, models.VitalSigns
from core import models as core_models
