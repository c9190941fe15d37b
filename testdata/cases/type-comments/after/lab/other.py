from core import models as core_models
from emr import models


def signs(of):
    # type: (models.VitalSigns) -> None
    return core_models.Encounter
