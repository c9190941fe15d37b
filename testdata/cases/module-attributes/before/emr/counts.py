from emr import models

COUNT = models.Encounter
