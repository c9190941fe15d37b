from unittest.mock import patch

from emr import models, views


def test(fake):
    with patch.object(views, "Encounter", fake), patch.object(models, "Encounter", fake):
        views.Encounter = fake
        models.Encounter.room = 1
    return views.Encounter
