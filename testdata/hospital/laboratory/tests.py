from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse

from emr import models as emr_models
from emr.tests.helpers import make_encounter, make_superuser

from .models import LabOrder


class LabOrderTests(TestCase):
    def setUp(self):
        self.encounter = make_encounter(status=emr_models.Encounter.Status.IN_PROGRESS)
        self.order = LabOrder.objects.create(
            patient=self.encounter.patient, encounter=self.encounter, test_code='K')

    def test_target_of_the_relation(self):
        self.assertIs(LabOrder._meta.get_field('encounter').related_model, emr_models.Encounter)
        self.assertEqual(list(self.encounter.lab_orders.all()), [self.order])

    def test_order_protects_its_encounter(self):
        with self.assertRaises(ProtectedError):
            self.encounter.delete()

    def test_critical_result_raises_an_alert(self):
        self.order.record_result('7.1', critical=True)
        alert = emr_models.CriticalAlert.objects.get()
        self.assertEqual(alert.related_encounter, self.encounter)
        self.assertEqual(alert.message, 'K: 7.1')

    def test_admin_filter(self):
        self.client.force_login(make_superuser())
        url = reverse('admin:laboratory_laborder_changelist')
        response = self.client.get(url, {'visit': 'in-progress'})
        self.assertContains(response, '1 lab order')
        response = self.client.get(url, {'visit': 'finished'})
        self.assertContains(response, '0 lab orders')
