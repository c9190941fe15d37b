def f():
    from emr import models as emr_models
    return emr_models.Encounter
