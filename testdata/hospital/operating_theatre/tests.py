from datetime import timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from emr.models import Encounter
from emr.tests.helpers import make_patient, make_user
from operating_theatre.models import SurgicalCase
from operating_theatre.services import book_case


class SurgicalCaseTests(TestCase):
    def setUp(self):
        self.when = timezone.now() + timedelta(days=1)
        self.case = book_case(make_patient(), make_user(), "Appendectomy", self.when)

    def test_booking_opens_a_visit(self):
        encounter = Encounter.objects.get()
        self.assertEqual(encounter.surgical_case, self.case)
        self.assertEqual(encounter.encounter_class, Encounter.EncounterClass.INPATIENT)
        self.assertEqual(self.when - encounter.start_datetime, timedelta(hours=1))

    def test_one_case_for_a_visit(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            SurgicalCase.objects.create(
                patient=self.case.patient,
                encounter=self.case.encounter,
                surgeon=self.case.surgeon,
                procedure="Again",
                scheduled_for=self.when,
            )
