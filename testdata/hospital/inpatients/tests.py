from django.test import TestCase

from emr.models import Encounter
from emr.tests.helpers import make_patient, make_user

from .services import admit, discharge


class StayTests(TestCase):
    def setUp(self):
        self.admission = admit(make_patient(), make_user(), ward='3B')

    def test_admission_opens_a_visit(self):
        encounter = Encounter.objects.get()
        self.assertEqual(encounter.admission, self.admission)
        self.assertEqual(encounter.location, '3B')
        self.assertTrue(self.admission.is_open)

    def test_discharge(self):
        summary = discharge(self.admission, 'Went home well.')
        encounter = Encounter.objects.get()
        self.assertEqual(encounter.discharge_summary, summary)
        self.assertEqual(encounter.status, Encounter.Status.FINISHED)
        self.assertEqual(encounter.end_datetime, self.admission.discharged_at)
        self.assertFalse(self.admission.is_open)

    def test_deleting_a_stay_keeps_its_visit(self):
        self.admission.delete()
        self.assertIsNone(Encounter.objects.get().admission)
