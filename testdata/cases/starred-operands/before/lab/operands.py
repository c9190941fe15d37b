import emr.models
from emr import models


def uses(rows, known):
    kinds = {*models.Encounter.kinds}
    uses([*models.Encounter.objects.all()], *models.Encounter.kinds)
    for row in [*models.Encounter.kinds]:
        known = *models.Encounter.kinds, row
    yield *models.Encounter.kinds, rows[*models.Encounter.kinds]
    yield (
        emr
        .models
        .Encounter
    )
    return *models.Encounter.kinds, kinds


def typed(*args: *models.Encounter):
    return args


def remains():
    return models.VitalSigns
