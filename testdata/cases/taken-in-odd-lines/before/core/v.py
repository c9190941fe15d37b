from emr import models

x = models.Encounter
