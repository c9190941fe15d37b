from unittest.mock import patch

from emr import models


def test():
    with patch.object(models, "timezone"):
        return models.VitalSigns
