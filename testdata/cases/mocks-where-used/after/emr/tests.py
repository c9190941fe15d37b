from unittest.mock import patch

from core import models
from emr import views


def test(fake):
    with patch.object(views, "Encounter", fake), patch.object(models, "Encounter", fake):
        views.Encounter = fake
        models.Encounter.room = 1
    return views.Encounter


@patch("emr.admin.reverse")
def test_admin(reverse, fake, mocker):
    with patch.object(views.models, "Encounter", fake), patch.object(views.models, "VitalSigns", fake):
        mocker.spy(models, "Encounter")
    return reverse
