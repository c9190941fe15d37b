from datetime import timedelta
from unittest import mock

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from appointments.models import Appointment
from emr.models import (
    CarePlan,
    ClinicalNote,
    ClinicalRecommendation,
    CriticalAlert,
    Encounter,
    EncounterManager,
    ProblemList,
    VitalSigns,
)
from laboratory.models import LabOrder

from .helpers import make_encounter, make_patient, make_tenant, make_user


class EncounterManagerTests(TestCase):
    def test_manager_class(self):
        self.assertIsInstance(Encounter.objects, EncounterManager)

    def test_active(self):
        running = make_encounter(status=Encounter.Status.IN_PROGRESS)
        make_encounter(status=Encounter.Status.FINISHED)
        make_encounter(status=Encounter.Status.CANCELLED)
        self.assertEqual(list(Encounter.objects.active()), [running])

    def test_for_tenant(self):
        tenant = make_tenant()
        own = make_encounter(patient=make_patient(tenant=tenant))
        make_encounter()
        self.assertEqual(list(Encounter.objects.for_tenant(tenant)), [own])

    def test_unsigned(self):
        finished = make_encounter(status="finished")
        make_encounter(status="finished", signed_off=True)
        make_encounter()
        self.assertEqual(list(Encounter.objects.unsigned()), [finished])

    def test_overdue(self):
        old = make_encounter(start_datetime=timezone.now() - timedelta(days=3))
        make_encounter()
        self.assertEqual(list(Encounter.objects.overdue()), [old])

    def test_related_manager_has_the_same_methods(self):
        encounter = make_encounter(status="on-hold")
        self.assertEqual(list(encounter.patient.encounters.active()), [encounter])


class EncounterTests(TestCase):
    def test_defaults(self):
        encounter = make_encounter()
        self.assertEqual(encounter.status, Encounter.Status.PLANNED)
        self.assertEqual(encounter.priority, Encounter.Priority.ROUTINE)
        self.assertEqual(encounter.billing_codes, [])
        self.assertEqual(encounter.quality_measures, {})
        self.assertNotEqual(encounter.encounter_id, make_encounter().encounter_id)

    def test_str_and_url(self):
        encounter = make_encounter(patient=make_patient(mrn="M-X"))
        self.assertEqual(str(encounter), "Outpatient visit of Berg, Ada (M-X)")
        self.assertEqual(encounter.get_absolute_url(), f"/emr/encounters/{encounter.pk}/")

    def test_duration_of_a_finished_visit(self):
        start = timezone.now()
        encounter = make_encounter(start_datetime=start, end_datetime=start + timedelta(hours=2))
        self.assertEqual(encounter.get_duration(), timedelta(hours=2))

    def test_duration_of_a_running_visit(self):
        start = timezone.now()
        encounter = make_encounter(start_datetime=start)
        with mock.patch("django.utils.timezone.now", return_value=start + timedelta(minutes=5)):
            self.assertEqual(encounter.get_duration(), timedelta(minutes=5))

    def test_is_overdue(self):
        long_ago = timezone.now() - timedelta(days=2)
        self.assertTrue(make_encounter(start_datetime=long_ago).is_overdue)
        self.assertFalse(make_encounter(start_datetime=long_ago, status="finished").is_overdue)
        self.assertFalse(make_encounter().is_overdue)

    def test_ordering_is_newest_first(self):
        now = timezone.now()
        older = make_encounter(start_datetime=now - timedelta(hours=1))
        newer = make_encounter(start_datetime=now)
        self.assertEqual(list(Encounter.objects.all()), [newer, older])

    def test_sign(self):
        doctor = make_user()
        encounter = make_encounter()
        with self.assertRaises(ValidationError):
            encounter.sign(doctor)
        encounter.finish()
        encounter.sign(doctor)
        encounter.refresh_from_db()
        self.assertTrue(encounter.signed_off)
        self.assertEqual(list(doctor.signed_encounters.all()), [encounter])

    def test_room_number_is_checked(self):
        encounter = make_encounter(room_number="ICU-4")
        encounter.full_clean()
        encounter.room_number = "room 4!"
        with self.assertRaises(ValidationError) as caught:
            encounter.full_clean()
        self.assertEqual(list(caught.exception.message_dict), ["room_number"])

    def test_one_visit_for_an_appointment(self):
        patient = make_patient()
        appointment = Appointment.objects.create(
            tenant=patient.tenant, patient=patient, provider=make_user(), starts_at=timezone.now()
        )
        make_encounter(patient=patient, appointment=appointment)
        with self.assertRaises(IntegrityError), transaction.atomic():
            make_encounter(patient=patient, appointment=appointment)

    def test_model_is_in_the_registry(self):
        self.assertIs(apps.get_model("emr.Encounter"), Encounter)
        self.assertIs(apps.get_model("emr", "Encounter"), Encounter)
        self.assertIs(apps.get_model("emr.VitalSigns"), VitalSigns)

    def test_latest_vital_signs(self):
        now = timezone.now()
        encounter = make_encounter()
        self.assertIsNone(encounter.latest_vital_signs())
        VitalSigns.objects.create(encounter=encounter, measured_at=now - timedelta(hours=1))
        last = VitalSigns.objects.create(encounter=encounter, measured_at=now, heart_rate=80)
        self.assertEqual(encounter.latest_vital_signs(), last)

    def test_has_pending_orders(self):
        encounter = make_encounter()
        self.assertFalse(encounter.has_pending_orders())
        order = LabOrder.objects.create(
            patient=encounter.patient, encounter=encounter, test_code="CRP"
        )
        self.assertTrue(encounter.has_pending_orders())
        order.record_result("3 mg/l")
        self.assertFalse(encounter.has_pending_orders())


class RelatedRecordTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.encounter = make_encounter()
        cls.patient = cls.encounter.patient

    def test_problem_survives_its_encounter(self):
        problem = ProblemList.objects.create(
            patient=self.patient, related_encounter=self.encounter, problem="Asthma"
        )
        self.assertEqual(list(self.encounter.problemlist_set.all()), [problem])
        self.encounter.delete()
        problem.refresh_from_db()
        self.assertIsNone(problem.related_encounter)

    def test_vital_signs_go_with_their_encounter(self):
        VitalSigns.objects.create(encounter=self.encounter, heart_rate=60)
        self.encounter.delete()
        self.assertFalse(VitalSigns.objects.exists())

    def test_care_plan_reviews(self):
        plan = CarePlan.objects.create(patient=self.patient, title="Lose weight")
        plan.reviewed_encounters.add(self.encounter, make_encounter(patient=self.patient))
        self.assertEqual(plan.reviewed_encounters.count(), 2)
        self.assertEqual(list(self.encounter.reviewed_care_plans.all()), [plan])
        self.assertEqual(plan.review_on, timezone.localdate() + timedelta(weeks=4))

    def test_no_notes_on_a_cancelled_visit(self):
        note = ClinicalNote(encounter=self.encounter, author=make_user(), text="Came late.")
        note.clean()
        self.encounter.status = Encounter.Status.CANCELLED
        with self.assertRaises(ValidationError):
            note.clean()

    def test_recommendations_and_alerts(self):
        advice = ClinicalRecommendation.objects.create(
            patient=self.patient, related_encounter=self.encounter, text="Flu shot"
        )
        alert = CriticalAlert.objects.create(
            patient=self.patient, related_encounter=self.encounter, message="Potassium 7.1"
        )
        self.assertEqual(list(self.encounter.recommendations.all()), [advice])
        self.assertEqual(list(self.encounter.critical_alerts.all()), [alert])
        self.assertEqual(alert.visit(), self.encounter)


class CommandTests(TestCase):
    def test_cancel_overdue_encounters(self):
        old = make_encounter(start_datetime=timezone.now() - timedelta(days=3))
        new = make_encounter()
        with mock.patch("sys.stdout"):
            call_command("cancel_overdue_encounters")
        old.refresh_from_db()
        new.refresh_from_db()
        self.assertEqual(old.status, Encounter.Status.CANCELLED)
        self.assertEqual(new.status, Encounter.Status.PLANNED)


class FixtureTests(TestCase):
    fixtures = ["sample.json"]

    def test_rows_are_loaded(self):
        encounter = Encounter.objects.get(pk=901)
        self.assertEqual(encounter.patient.last_name, "Sample")
        self.assertEqual(encounter.get_duration(), timedelta(minutes=30))
        self.assertEqual(encounter.latest_vital_signs().heart_rate, 72)
        self.assertEqual(Encounter.objects.count(), 2)

    def test_relations_are_loaded(self):
        plan = CarePlan.objects.get(pk=901)
        self.assertCountEqual(plan.reviewed_encounters.values_list("pk", flat=True), [901, 902])
        self.assertEqual(Encounter.objects.get(claims__payer="Sample Insurance").pk, 901)
