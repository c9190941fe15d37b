from decimal import Decimal

from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse
from rest_framework.test import APIClient

from billing.models import Claim, Invoice
from billing.services import estimate, line_kind
from emr.models import Encounter
from emr.tests.helpers import make_encounter, make_superuser, make_user


class SignalTests(TestCase):
    def test_finished_encounter_gets_one_draft(self):
        encounter = make_encounter()
        self.assertFalse(Invoice.objects.exists())
        encounter.finish()
        encounter.save()
        invoice = Invoice.objects.get()
        self.assertEqual(invoice.encounter, encounter)
        self.assertEqual(invoice.status, Invoice.Status.DRAFT)

    def test_not_for_unbillable_encounters(self):
        make_encounter(billable=False).finish()
        self.assertFalse(Invoice.objects.exists())


class InvoiceTests(TestCase):
    def test_invoice_protects_its_encounter(self):
        encounter = make_encounter(status=Encounter.Status.FINISHED)
        self.assertEqual(encounter.invoice_set.count(), 1)
        with self.assertRaises(ProtectedError):
            encounter.delete()

    def test_estimate(self):
        encounter = make_encounter(billing_codes=["99213", "99214", "unknown"])
        self.assertEqual(estimate(encounter), Decimal("220.00"))
        encounter.billable = False
        self.assertEqual(estimate(encounter), Decimal("0.00"))

    def test_line_kind(self):
        self.assertEqual(line_kind("encounter"), "Visit")
        self.assertEqual(line_kind("Encounter"), "Visit (old import)")

    def test_estimate_page(self):
        encounter = make_encounter(status="finished", billing_codes=["99213"])
        number = encounter.invoice_set.get().number
        url = reverse("billing:invoice-estimate", args=[number])
        self.client.force_login(make_user("view_invoice"))
        self.assertEqual(self.client.get(url).status_code, 403)
        self.client.force_login(make_user("view_invoice", "view_encounter"))
        self.assertEqual(
            self.client.get(url).json(),
            {"number": number, "encounter": encounter.pk, "amount": "90.00"},
        )

    def test_admin_pages(self):
        make_encounter(status="finished")
        self.client.force_login(make_superuser())
        url = reverse("admin:billing_invoice_changelist")
        response = self.client.get(url, {"encounter__status__exact": "finished"})
        self.assertEqual(response.status_code, 200)
        invoice = Invoice.objects.get()
        response = self.client.get(reverse("admin:billing_invoice_change", args=[invoice.pk]))
        # The raw id field links to the list it picks from.
        self.assertContains(response, reverse("admin:emr_encounter_changelist"))


class ClaimTests(TestCase):
    def test_claim_covers_several_encounters(self):
        first = make_encounter()
        second = make_encounter(patient=first.patient)
        claim = Claim.objects.create(tenant=first.tenant, payer="State")
        claim.encounters.set([first, second])
        self.assertEqual(list(first.claims.all()), [claim])
        self.assertEqual(list(claim.patients()), [first.patient])


class BillingApiTests(TestCase):
    def setUp(self):
        self.client = APIClient()
        self.client.force_authenticate(make_superuser())

    def test_create_invoice(self):
        encounter = make_encounter()
        data = {
            "tenant": encounter.tenant_id,
            "patient": encounter.patient_id,
            "encounter": encounter.pk,
            "number": "R-1",
        }
        url = reverse("billing-api:invoice-list")
        self.assertEqual(self.client.post(url, data, format="json").status_code, 201)
        self.assertEqual(Invoice.objects.get(number="R-1").encounter, encounter)

    def test_no_invoice_for_an_unbillable_encounter(self):
        encounter = make_encounter(billable=False)
        data = {
            "tenant": encounter.tenant_id,
            "patient": encounter.patient_id,
            "encounter": encounter.pk,
            "number": "R-2",
        }
        response = self.client.post(reverse("billing-api:invoice-list"), data, format="json")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(list(response.json()), ["encounter"])

    def test_claim_nests_encounters(self):
        encounter = make_encounter(billing_codes=["99213"])
        claim = Claim.objects.create(tenant=encounter.tenant, payer="State")
        claim.encounters.add(encounter)
        data = self.client.get(reverse("billing-api:claim-detail", args=[claim.pk])).json()
        self.assertEqual(data["encounters"][0]["billing_codes"], ["99213"])
