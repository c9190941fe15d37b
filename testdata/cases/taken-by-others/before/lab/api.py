from emr import models

USED = models.Encounter
