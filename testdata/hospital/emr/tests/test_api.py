from django.urls import reverse
from rest_framework.test import APITestCase

from emr.models import CarePlan, Encounter, VitalSigns

from .helpers import make_encounter, make_superuser, make_user


class EncounterApiTests(APITestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_superuser()
        cls.encounter = make_encounter(status="in-progress")

    def setUp(self):
        self.client.force_authenticate(self.user)
        self.list_url = reverse("emr-api:encounter-list")
        self.detail_url = reverse("emr-api:encounter-detail", args=[self.encounter.pk])

    def test_list(self):
        response = self.client.get(self.list_url)
        self.assertEqual([row["id"] for row in response.json()], [self.encounter.pk])

    def test_detail_nests_vital_signs(self):
        VitalSigns.objects.create(encounter=self.encounter, heart_rate=99)
        data = self.client.get(self.detail_url).json()
        self.assertEqual(data["status_label"], "In progress")
        self.assertEqual(data["vital_signs"][0]["heart_rate"], 99)

    def test_create(self):
        data = {
            "tenant": self.encounter.tenant_id,
            "patient": self.encounter.patient_id,
            "provider": self.encounter.provider_id,
            "encounter_type": "emergency",
            "room_number": "ER-1",
        }
        response = self.client.post(self.list_url, data, format="json")
        self.assertEqual(response.status_code, 201, response.content)
        self.assertEqual(Encounter.objects.get(room_number="ER-1").created_by, self.user)

    def test_create_with_a_bad_room(self):
        response = self.client.patch(self.detail_url, {"room_number": "?"}, format="json")
        self.assertEqual(response.status_code, 400)
        self.assertIn("room_number", response.json())

    def test_active(self):
        make_encounter(status="cancelled")
        response = self.client.get(reverse("emr-api:encounter-active"))
        self.assertEqual(len(response.json()), 1)

    def test_sign(self):
        url = reverse("emr-api:encounter-sign", args=[self.encounter.pk])
        self.assertEqual(self.client.post(url).status_code, 409)
        self.encounter.finish()
        self.assertTrue(self.client.post(url).json()["signed_off"])

    def test_sign_needs_the_permission(self):
        self.encounter.finish()
        url = reverse("emr-api:encounter-sign", args=[self.encounter.pk])
        self.client.force_authenticate(make_user("add_encounter"))
        self.assertEqual(self.client.post(url).status_code, 403)
        self.client.force_authenticate(make_user("add_encounter", "sign_encounter"))
        self.assertEqual(self.client.post(url).status_code, 200)

    def test_writing_needs_the_model_permission(self):
        self.client.force_authenticate(make_user())
        self.assertEqual(self.client.delete(self.detail_url).status_code, 403)
        self.client.force_authenticate(make_user("delete_encounter"))
        self.assertEqual(self.client.delete(self.detail_url).status_code, 204)

    def test_add_vital_signs(self):
        response = self.client.post(
            reverse("emr-api:vital-signs-list"),
            {"encounter": self.encounter.pk, "heart_rate": 61},
            format="json",
        )
        self.assertEqual(response.status_code, 201)
        self.assertEqual(self.encounter.vital_signs.get().heart_rate, 61)

    def test_care_plan_with_reviewed_encounters(self):
        response = self.client.post(
            reverse("emr-api:care-plan-list"),
            {
                "patient": self.encounter.patient_id,
                "title": "Rest",
                "reviewed_encounters": [self.encounter.pk],
            },
            format="json",
        )
        self.assertEqual(response.status_code, 201)
        self.assertEqual(CarePlan.objects.get().reviewed_encounters.get(), self.encounter)
