import core.models
from core import models as core_models
from emr import models


def uses(rows, known):
    kinds = {*core_models.Encounter.kinds}
    uses([*core_models.Encounter.objects.all()], *core_models.Encounter.kinds)
    for row in [*core_models.Encounter.kinds]:
        known = *core_models.Encounter.kinds, row
    yield *core_models.Encounter.kinds, rows[*core_models.Encounter.kinds]
    yield (
        core.models
        .Encounter
    )
    return *core_models.Encounter.kinds, kinds


def typed(*args: *core_models.Encounter):
    return args


def remains():
    return models.VitalSigns
