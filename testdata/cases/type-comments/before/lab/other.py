from emr import models


def signs(of):
    # type: (models.VitalSigns) -> None
    return models.Encounter
