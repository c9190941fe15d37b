try:
    from emr import models
except ImportError:
    models = None


def f():
    return models and models.Encounter
