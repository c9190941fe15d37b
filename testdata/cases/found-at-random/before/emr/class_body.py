from emr import models


class Form:
    model = models.Encounter
    other = models.VitalSigns

    def models(self):
        return self.models
