from unittest.mock import patch

from core import models as core_models
from emr import models


def f(name, other):
    getattr(core_models, "Encounter")
    getattr(models, "VitalSigns")
    getattr(other, "Encounter")
    with patch.object(core_models, "Encounter", autospec=True):
        pass
    return getattr(models, name)
