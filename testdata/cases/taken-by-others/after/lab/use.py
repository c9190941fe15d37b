from lab.api import models

SIGNS = models.VitalSigns
