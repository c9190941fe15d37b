from unittest import mock


def test():
    with mock.patch("emr.models.timezone.now"), mock.patch("emr.models.VitalSigns.save"):
        pass
