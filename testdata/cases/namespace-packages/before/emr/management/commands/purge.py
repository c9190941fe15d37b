from ... import models
from ...models import Encounter

USED = models.Encounter, models.VitalSigns, Encounter
