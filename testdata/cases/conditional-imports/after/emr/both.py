import os

if os.environ.get("X"):
    from core import models as core_models
    from emr import models
else:
    from core import models as core_models
    from emr import models

USED = [core_models.Encounter, models.VitalSigns]
