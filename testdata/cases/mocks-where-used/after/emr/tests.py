from unittest.mock import patch

from core import models
from emr import views


def test(fake):
    with patch.object(views, "Encounter", fake), patch.object(models, "Encounter", fake):
        views.Encounter = fake
        models.Encounter.room = 1
    return views.Encounter
