class Form:
    from core import models as core_models
    from emr import models

    model = core_models.Encounter

    def signs(self):
        return self.models.VitalSigns
