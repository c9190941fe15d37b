from django.contrib import admin
from django.test import TestCase
from django.urls import reverse

from emr.models import CarePlan, Encounter, VitalSigns

from .helpers import make_encounter, make_patient, make_superuser, make_user

NO_VITAL_SIGNS = {
    "vital_signs-TOTAL_FORMS": "0",
    "vital_signs-INITIAL_FORMS": "0",
}


class EncounterAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_superuser()
        cls.encounter = make_encounter(room_number="A-1")

    def setUp(self):
        self.client.force_login(self.user)

    def form_data(self, **values):
        return {
            "tenant": self.encounter.tenant_id,
            "patient": self.encounter.patient_id,
            "provider": self.encounter.provider_id,
            "encounter_type": "outpatient",
            "encounter_class": "AMB",
            "start_datetime_0": "2025-10-06",
            "start_datetime_1": "08:00:00",
            "status": "planned",
            "priority": "routine",
            "billing_codes": "[]",
            "quality_measures": "{}",
            **NO_VITAL_SIGNS,
            **values,
        }

    def test_registered(self):
        self.assertTrue(admin.site.is_registered(Encounter))
        self.assertFalse(admin.site.is_registered(VitalSigns))

    def test_changelist(self):
        response = self.client.get(reverse("admin:emr_encounter_changelist"))
        self.assertContains(response, str(self.encounter.encounter_id))

    def test_changelist_search_and_filter(self):
        url = reverse("admin:emr_encounter_changelist")
        self.assertContains(self.client.get(url, {"q": "A-1"}), str(self.encounter.encounter_id))
        response = self.client.get(url, {"status__exact": "finished"})
        self.assertNotContains(response, str(self.encounter.encounter_id))

    def test_add_page(self):
        response = self.client.get(reverse("admin:emr_encounter_add"))
        self.assertContains(response, 'name="vital_signs-TOTAL_FORMS"')

    def test_add(self):
        response = self.client.post(
            reverse("admin:emr_encounter_add"), self.form_data(room_number="B-2")
        )
        self.assertRedirects(response, reverse("admin:emr_encounter_changelist"))
        self.assertEqual(Encounter.objects.get(room_number="B-2").created_by, self.user)

    def test_change(self):
        url = reverse("admin:emr_encounter_change", args=[self.encounter.pk])
        self.assertContains(self.client.get(url), "A-1")
        response = self.client.post(url, self.form_data(room_number="C-3"))
        self.assertEqual(response.status_code, 302)
        self.encounter.refresh_from_db()
        self.assertEqual(self.encounter.room_number, "C-3")

    def test_add_vital_signs_inline(self):
        data = self.form_data()
        data.update(
            {
                "vital_signs-TOTAL_FORMS": "1",
                "vital_signs-0-encounter": self.encounter.pk,
                "vital_signs-0-measured_at_0": "2025-10-06",
                "vital_signs-0-measured_at_1": "08:15:00",
                "vital_signs-0-heart_rate": "66",
            }
        )
        url = reverse("admin:emr_encounter_change", args=[self.encounter.pk])
        self.assertEqual(self.client.post(url, data).status_code, 302)
        self.assertEqual(self.encounter.vital_signs.get().heart_rate, 66)

    def test_delete(self):
        url = reverse("admin:emr_encounter_delete", args=[self.encounter.pk])
        self.assertEqual(self.client.get(url).status_code, 200)
        self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 302)
        self.assertFalse(Encounter.objects.exists())

    def test_sign_action(self):
        self.encounter.finish()
        response = self.client.post(
            reverse("admin:emr_encounter_changelist"),
            {"action": "sign_selected", "_selected_action": [self.encounter.pk]},
        )
        self.assertEqual(response.status_code, 302)
        self.encounter.refresh_from_db()
        self.assertEqual(self.encounter.signed_by, self.user)

    def test_permissions(self):
        url = reverse("admin:emr_encounter_changelist")
        self.client.force_login(make_user(is_staff=True))
        self.assertEqual(self.client.get(url).status_code, 403)
        self.client.force_login(make_user("view_encounter", is_staff=True))
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        self.assertNotContains(response, "sign_selected")


class OtherEmrAdminTests(TestCase):
    def setUp(self):
        self.client.force_login(make_superuser())

    def test_pages_that_pick_an_encounter(self):
        make_encounter()
        for name in [
            "admin:emr_problemlist_add",
            "admin:emr_careplan_add",
            "admin:emr_clinicalnote_add",
            "admin:emr_criticalalert_add",
            "admin:emr_clinicalrecommendation_changelist",
        ]:
            with self.subTest(name):
                self.assertEqual(self.client.get(reverse(name)).status_code, 200)

    def test_care_plan_saves_its_reviews(self):
        patient = make_patient()
        encounter = make_encounter(patient=patient)
        response = self.client.post(
            reverse("admin:emr_careplan_add"),
            {
                "patient": patient.pk,
                "title": "Walk more",
                "review_on": "2025-11-03",
                "reviewed_encounters": [encounter.pk],
            },
        )
        self.assertEqual(response.status_code, 302)
        self.assertEqual(CarePlan.objects.get().reviewed_encounters.get(), encounter)
