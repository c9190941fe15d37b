from rest_framework import serializers

from billing.models import Claim, Invoice
from emr.models import Encounter as EMREncounter


class BilledEncounterSerializer(serializers.ModelSerializer):
    """The few facts of a visit that billing needs."""

    class Meta:
        model = EMREncounter
        fields = ["id", "encounter_type", "billing_codes"]


class InvoiceSerializer(serializers.ModelSerializer):
    encounter = serializers.PrimaryKeyRelatedField(
        queryset=EMREncounter.objects.filter(billable=True), allow_null=True
    )

    class Meta:
        model = Invoice
        fields = ["id", "tenant", "patient", "encounter", "number", "status", "total"]


class ClaimSerializer(serializers.ModelSerializer):
    encounters = BilledEncounterSerializer(many=True, read_only=True)

    class Meta:
        model = Claim
        fields = ["id", "payer", "encounters", "submitted_at"]
