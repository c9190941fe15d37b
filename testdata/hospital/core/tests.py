import datetime

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from core.models import Patient
from emr.tests.helpers import make_encounter, make_patient, make_superuser, make_tenant


class PatientTests(TestCase):
    def test_age_before_and_after_birthday(self):
        patient = Patient(date_of_birth=datetime.date(2000, 6, 15))
        self.assertEqual(patient.age_on(datetime.date(2020, 6, 14)), 19)
        self.assertEqual(patient.age_on(datetime.date(2020, 6, 15)), 20)

    def test_search(self):
        patient = make_patient(last_name="Okafor", mrn="A-77")
        make_patient(last_name="Lind", mrn="A-78")
        self.assertEqual(list(Patient.objects.search("okaf")), [patient])
        self.assertEqual(list(Patient.objects.search("a-77")), [patient])

    def test_living(self):
        patient = make_patient()
        make_patient(mrn="B-1", date_of_death=datetime.date(2024, 1, 1))
        self.assertEqual(list(Patient.objects.living()), [patient])

    def test_mrn_is_unique_for_a_tenant(self):
        tenant = make_tenant()
        make_patient(tenant=tenant, mrn="C-1")
        with self.assertRaises(IntegrityError), transaction.atomic():
            make_patient(tenant=tenant, mrn="C-1")

    def test_patient_and_tenant_know_their_encounters(self):
        encounter = make_encounter()
        self.assertEqual(list(encounter.patient.encounters.all()), [encounter])
        self.assertEqual(list(encounter.tenant.encounters.all()), [encounter])


class CoreAdminTests(TestCase):
    def test_changelists(self):
        make_patient()
        self.client.force_login(make_superuser())
        for name in ["admin:core_patient_changelist", "admin:core_tenant_changelist"]:
            with self.subTest(name):
                self.assertEqual(self.client.get(reverse(name)).status_code, 200)
