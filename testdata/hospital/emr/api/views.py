from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from ..models import CarePlan, Encounter, VitalSigns
from .serializers import CarePlanSerializer, EncounterSerializer, VitalSignsSerializer


class EncounterViewSet(viewsets.ModelViewSet):
    queryset = Encounter.objects.prefetch_related("vital_signs")
    serializer_class = EncounterSerializer

    def perform_create(self, serializer):
        serializer.save(created_by=self.request.user)

    @action(detail=False)
    def active(self, request):
        page = self.get_serializer(Encounter.objects.active(), many=True)
        return Response(page.data)

    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        encounter = self.get_object()
        if not request.user.has_perm("emr.sign_encounter"):
            raise PermissionDenied
        if encounter.status != Encounter.Status.FINISHED:
            return Response({"detail": "not finished"}, status=status.HTTP_409_CONFLICT)
        encounter.sign(request.user)
        return Response(self.get_serializer(encounter).data)


class VitalSignsViewSet(viewsets.ModelViewSet):
    queryset = VitalSigns.objects.all()
    serializer_class = VitalSignsSerializer


class CarePlanViewSet(viewsets.ModelViewSet):
    queryset = CarePlan.objects.all()
    serializer_class = CarePlanSerializer
