from emr import models

VISITS = models.Encounter
