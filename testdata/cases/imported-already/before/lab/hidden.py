from emr import models


def visit(core_models=None):
    return models.Encounter


from core import models as core_models
