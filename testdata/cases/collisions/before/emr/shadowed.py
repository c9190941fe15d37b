import emr.models


def f(core):
    return emr.models.Encounter, core
