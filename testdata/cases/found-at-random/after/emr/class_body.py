from core import models as core_models
from emr import models


class Form:
    model = core_models.Encounter
    other = models.VitalSigns

    def models(self):
        return self.models
