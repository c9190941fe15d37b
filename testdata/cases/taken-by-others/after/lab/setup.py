import os

import django
from config.settings import BASE

os.environ["BASE"] = BASE
django.setup()

from core import models as core_models
from emr import models

print(core_models.Encounter, models.VitalSigns)
