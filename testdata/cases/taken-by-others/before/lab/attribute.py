class Form:
    from emr import models

    model = models.Encounter

    def signs(self):
        return self.models.VitalSigns
