from unittest.mock import patch

from emr import models


def f(name, other):
    getattr(models, "Encounter")
    getattr(models, "VitalSigns")
    getattr(other, "Encounter")
    with patch.object(models, "Encounter", autospec=True):
        pass
    return getattr(models, name)
