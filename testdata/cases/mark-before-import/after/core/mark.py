from core import models

x = models.Encounter
