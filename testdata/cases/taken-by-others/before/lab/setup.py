import os

import django
from config.settings import BASE

os.environ["BASE"] = BASE
django.setup()

from emr import models

print(models.Encounter, models.VitalSigns)
