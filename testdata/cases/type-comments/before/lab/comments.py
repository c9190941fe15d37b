from typing import List

from emr import models


def visits(
    signs,  # type: models.VitalSigns
    first,  # type: models.Encounter
):
    # type: (...) -> List[models.Encounter]
    found = []  # type: List[models.Encounter]
    return found  # type: ignore[models.Encounter]


# A comment on models.Encounter, and one "# type: models.Encounter" in quotes.
TEXT = "# type: models.Encounter"
