if __name__:
    from core import models as core_models
    from emr import api
else:
    from core import models as core_models
    from emr import api

USED = core_models.Encounter
