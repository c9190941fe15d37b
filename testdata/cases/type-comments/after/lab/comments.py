from typing import List

from core import models as core_models
from emr import models


def visits(
    signs,  # type: models.VitalSigns
    first,  # type: core_models.Encounter
):
    # type: (...) -> List[core_models.Encounter]
    found = []  # type: List[core_models.Encounter]
    return found  # type: ignore[models.Encounter]


# A comment on models.Encounter, and one "# type: models.Encounter" in quotes.
TEXT = "# type: models.Encounter"
