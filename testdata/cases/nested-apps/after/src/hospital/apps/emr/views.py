from hospital.apps.shared.models import Encounter
from hospital.apps.shared import models as shared_models
from ..emr.models import VitalSigns

ALL = [Encounter, shared_models.Encounter, VitalSigns]
