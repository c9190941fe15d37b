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
    Encounter = models.Encounter

    def method[T](self, value: T, other: models.Encounter):
        return models.Encounter


type Visit[T] = models.Encounter


def remains():
    return models.VitalSigns
