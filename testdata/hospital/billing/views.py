from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Invoice
from .services import estimate


@permission_required(["billing.view_invoice", "emr.view_encounter"], raise_exception=True)
def invoice_estimate(request, number):
    invoice = get_object_or_404(Invoice.objects.select_related("encounter"), number=number)
    amount = estimate(invoice.encounter) if invoice.encounter else invoice.total
    return JsonResponse({"number": invoice.number, "encounter": invoice.encounter_id, "amount": str(amount)})
