from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from emr.models import Encounter
from emr.tests.helpers import make_encounter, make_superuser

from .models import RadOrder, Study


class RadiologyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.encounter = make_encounter(location="X-ray desk")
        cls.order = RadOrder.objects.create(
            patient=cls.encounter.patient,
            encounter=cls.encounter,
            modality=RadOrder.Modality.XRAY,
            body_part="hand",
        )
        cls.study = Study.objects.create(
            order=cls.order,
            encounter=cls.encounter,
            accession_number="ACC-1",
            performed_at=timezone.now(),
        )

    def test_relations(self):
        self.assertEqual(self.encounter.rad_orders.get(), self.order)
        self.assertEqual(self.encounter.study_set.get(), self.study)

    def test_studies_of_open_visits(self):
        self.assertEqual(list(Study.for_open_visits()), [self.study])
        Encounter.objects.update(status=Encounter.Status.CANCELLED)
        self.assertEqual(list(Study.for_open_visits()), [])

    def test_admin_offers_open_visits_only(self):
        closed = make_encounter(status="cancelled")
        self.client.force_login(make_superuser())
        response = self.client.get(reverse("admin:radiology_radorder_add"))
        offered = response.context["adminform"].form.fields["encounter"].queryset
        self.assertIn(self.encounter, offered)
        self.assertNotIn(closed, offered)
