import emr.models


def f(core):
    return emr.models.Encounter, emr.models.VitalSigns, core


def g():
    return emr.models.Encounter
