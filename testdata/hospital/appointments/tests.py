from django.test import TestCase
from django.utils import timezone

from emr.models import Encounter
from emr.tests.helpers import make_patient, make_user

from .models import Appointment, EncounterReason
from .services import check_in, parse_referral


class CheckInTests(TestCase):
    def test_check_in_opens_a_visit(self):
        patient = make_patient()
        appointment = Appointment.objects.create(
            tenant=patient.tenant,
            patient=patient,
            provider=make_user(),
            reason=EncounterReason.objects.create(code="R05", text="Cough"),
            starts_at=timezone.now(),
        )
        encounter = check_in(appointment)
        self.assertIsInstance(encounter, Encounter)
        self.assertEqual(encounter.reason_for_visit, "Cough")
        self.assertEqual(list(appointment.encounters.all()), [encounter])
        self.assertEqual(appointment.status, Appointment.Status.CHECKED_IN)


class ReferralTests(TestCase):
    def test_parse(self):
        record = parse_referral("encounter; R05; Cough; dry")
        self.assertEqual(type(record).__name__, "Encounter")
        self.assertEqual(record.text, "Cough; dry")

    def test_other_lines_are_refused(self):
        with self.assertRaises(ValueError):
            parse_referral("lab;K;7.1")
