import emr.models


def f(x):
    match x:
        case emr.models.Encounter():
            return 1
        case emr.models.VitalSigns() | {"Encounter": 2}:
            return 2
