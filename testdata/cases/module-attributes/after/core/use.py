def f():
    from core import models as core_models
    return core_models.Encounter
