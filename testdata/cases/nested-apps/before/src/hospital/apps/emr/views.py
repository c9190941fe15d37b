from hospital.apps.emr.models import Encounter
from hospital.apps.emr import models as emr_models
from ..emr.models import VitalSigns

ALL = [Encounter, emr_models.Encounter, VitalSigns]
