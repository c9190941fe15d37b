from rest_framework import viewsets

from billing.models import Claim, Invoice

from .serializers import ClaimSerializer, InvoiceSerializer


class InvoiceViewSet(viewsets.ModelViewSet):
    queryset = Invoice.objects.all()
    serializer_class = InvoiceSerializer


class ClaimViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Claim.objects.prefetch_related("encounters")
    serializer_class = ClaimSerializer
