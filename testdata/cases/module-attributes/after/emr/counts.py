from core import models

COUNT = models.Encounter
