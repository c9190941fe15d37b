from core import models as core_models
from emr import models


def of_a_target(opened):
    with opened as (first, (second, models)):
        return models.Encounter


def of_a_starred_target(opened):
    with opened as (first, *models):
        return models.Encounter


def of_an_alias(value):
    type models = value
    return models.Encounter


def of_a_parameter[models](value: models.Encounter) -> models.Encounter:
    return models.Encounter


class Parameterised[models: int](list[models.Encounter]):
    kind = models.Encounter

    def method[T](self, value: T):
        return models.Encounter


class Method:
    Encounter = core_models.Encounter

    def method[T](self, value: T, other: core_models.Encounter):
        return core_models.Encounter


type Visit[T] = core_models.Encounter


def remains():
    return models.VitalSigns
