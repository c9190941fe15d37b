from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from emr.forms import EncounterForm
from emr.models import CriticalAlert, Encounter

from .helpers import make_encounter, make_superuser, make_user


class EncounterPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.encounter = make_encounter(room_number="D-4")
        cls.url = reverse("emr:encounter-detail", args=[cls.encounter.pk])

    def test_list(self):
        self.client.force_login(make_user("view_encounter"))
        response = self.client.get(reverse("emr:encounter-list"))
        self.assertContains(response, self.url)
        self.assertNotContains(response, "New visit")

    def test_list_for_staff(self):
        self.client.force_login(make_superuser())
        response = self.client.get(reverse("emr:encounter-list"))
        self.assertContains(response, reverse("admin:emr_encounter_changelist"))
        self.assertContains(response, "New visit")

    def test_list_needs_the_permission(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(reverse("emr:encounter-list")).status_code, 403)

    def test_detail_needs_a_login(self):
        response = self.client.get(self.url)
        self.assertRedirects(response, f"{reverse('admin:login')}?next={self.url}")

    def test_detail_needs_the_permission(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(self.url).status_code, 403)

    def test_detail(self):
        CriticalAlert.objects.create(
            patient=self.encounter.patient, related_encounter=self.encounter, message="Sepsis"
        )
        self.client.force_login(make_user("view_encounter"))
        response = self.client.get(self.url)
        self.assertTemplateUsed(response, "emr/encounter_detail.html")
        self.assertContains(response, "D-4")
        self.assertContains(response, "Sepsis")
        self.assertNotContains(response, "Edit in the admin")

    def test_detail_links_to_the_admin(self):
        self.client.force_login(make_superuser())
        response = self.client.get(self.url)
        self.assertContains(
            response, reverse("admin:emr_encounter_change", args=[self.encounter.pk])
        )

    @mock.patch("emr.models.Encounter.get_duration", return_value=timedelta(hours=7))
    def test_detail_shows_the_duration(self, get_duration):
        self.client.force_login(make_superuser())
        self.assertContains(self.client.get(self.url), "7:00:00")
        get_duration.assert_called_once_with()

    def test_create_and_update(self):
        self.client.force_login(make_superuser())
        data = {
            "tenant": self.encounter.tenant_id,
            "patient": self.encounter.patient_id,
            "provider": self.encounter.provider_id,
            "encounter_type": "outpatient",
            "encounter_class": "AMB",
            "start_datetime": "2025-10-06 08:00",
            "status": "planned",
            "priority": "urgent",
        }
        response = self.client.post(reverse("emr:encounter-create"), data)
        created = Encounter.objects.get(priority="urgent")
        self.assertRedirects(response, created.get_absolute_url())

        data["priority"] = "emergency"
        self.client.post(reverse("emr:encounter-update", args=[created.pk]), data)
        created.refresh_from_db()
        self.assertEqual(created.priority, Encounter.Priority.EMERGENCY)

    def test_sign(self):
        self.encounter.finish()
        url = reverse("emr:encounter-sign", args=[self.encounter.pk])
        self.client.force_login(make_user("view_encounter"))
        self.assertEqual(self.client.post(url).status_code, 403)
        self.client.force_login(make_user("view_encounter", "sign_encounter"))
        self.assertRedirects(self.client.post(url), self.url)
        self.encounter.refresh_from_db()
        self.assertTrue(self.encounter.signed_off)

    def test_add_vital_signs(self):
        self.client.force_login(make_superuser())
        self.client.post(
            reverse("emr:vital-signs-add", args=[self.encounter.pk]), {"heart_rate": "70"}
        )
        self.assertEqual(self.encounter.vital_signs.get().heart_rate, 70)


class PermissionTests(TestCase):
    def test_has_perm(self):
        user = make_user("view_encounter", "sign_encounter")
        self.assertTrue(user.has_perm("emr.view_encounter"))
        self.assertTrue(user.has_perms(["emr.view_encounter", "emr.sign_encounter"]))
        self.assertFalse(user.has_perm("emr.reopen_encounter"))
        self.assertFalse(user.has_perm("emr.view_vitalsigns"))

    def test_group_gets_every_permission_of_the_model(self):
        kind = ContentType.objects.get(app_label="emr", model="encounter")
        group = Group.objects.create(name="Doctors")
        group.permissions.set(Permission.objects.filter(content_type=kind))
        user = make_user()
        user.groups.add(group)
        self.assertEqual(group.permissions.count(), 6)
        self.assertTrue(user.has_perm("emr.change_encounter"))
        self.assertEqual(kind.model_class(), Encounter)


class EncounterFormTests(TestCase):
    def test_end_before_start(self):
        now = timezone.now()
        form = EncounterForm({"start_datetime": now, "end_datetime": now - timedelta(hours=1)})
        self.assertIn("The visit ends before it starts.", form.errors["end_datetime"])

    def test_choices_come_from_the_model(self):
        choices = [value for value, label in EncounterForm().fields["status"].choices]
        self.assertEqual(choices, Encounter.Status.values)
