from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from emr.tests.helpers import make_encounter, make_superuser, make_user

from .models import MedicationAdministration
from .services import encounters_with_drug, prescribe


class PharmacyTests(TestCase):
    def test_prescribe(self):
        encounter = make_encounter(status='in-progress')
        prescription = prescribe(encounter, encounter.provider, 'Ibuprofen', '400 mg')
        self.assertEqual(list(encounter.prescriptions.all()), [prescription])
        self.assertFalse(encounter.critical_alerts.exists())
        self.assertEqual(list(encounters_with_drug('ibuprofen')), [encounter])

    def test_prescribing_after_the_visit_raises_an_alert(self):
        encounter = make_encounter(status='finished', billable=False)
        prescribe(encounter, encounter.provider, 'Ibuprofen', '400 mg')
        self.assertIn('Ibuprofen', encounter.critical_alerts.get().message)

    def test_prescription_survives_its_encounter(self):
        encounter = make_encounter()
        prescription = prescribe(encounter, encounter.provider, 'Ibuprofen', '400 mg')
        encounter.delete()
        prescription.refresh_from_db()
        self.assertIsNone(prescription.encounter)

    def test_doses_belong_to_running_visits(self):
        running = make_encounter(status='in-progress')
        planned = make_encounter()
        prescription = prescribe(running, make_user(), 'Ibuprofen', '400 mg')
        dose = MedicationAdministration(
            prescription=prescription, encounter=running, given_by=make_user(),
            given_at=timezone.now())
        dose.full_clean()
        dose.save()
        self.assertEqual(running.medicationadministration_set.count(), 1)

        dose.encounter = planned
        with self.assertRaises(ValidationError) as caught:
            dose.full_clean()
        self.assertEqual(list(caught.exception.message_dict), ['encounter'])

    def test_admin_page(self):
        encounter = make_encounter()
        prescription = prescribe(encounter, encounter.provider, 'Ibuprofen', '400 mg')
        self.client.force_login(make_superuser())
        url = reverse('admin:pharmacy_prescription_change', args=[prescription.pk])
        self.assertContains(self.client.get(url), 'Ibuprofen')
