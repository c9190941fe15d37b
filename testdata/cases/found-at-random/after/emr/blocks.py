if __name__:
    from core import models as core_models
else:
    from core import models as core_models

USED = core_models.Encounter
