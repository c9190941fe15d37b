import os

if os.environ.get("X"):
    from emr import models
else:
    from emr import models

USED = [models.Encounter, models.VitalSigns]
