"""emr.models.Encounter is patched here."""

from unittest import mock

from django.utils.module_loading import import_string


@mock.patch("emr.models.Encounter.save")
@mock.patch("emr.models.VitalSigns.save")
@mock.patch("emr.views.Encounter")
@mock.patch("emr.views.models.Encounter.objects")
@mock.patch("emr.views.models.VitalSigns.objects")
def test(method, *mocks):
    # emr.models.Encounter
    import_string("emr.models.Encounter")
    import_string("emr.models.EncounterGroup")
    mock.patch(f"emr.models.Encounter.{method}")
    mock.patch(f"emr.models.{method}")
    with mock.patch.dict("emr.models.Encounter.__dict__"):
        assert {"path": "emr.models.Encounter"} == {"emr.models.VitalSigns": "vendor.emr.models.Encounter"}
