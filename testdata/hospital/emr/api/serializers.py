from rest_framework import serializers

from emr.models import (
    CarePlan,
    ClinicalNote,
    Encounter,  # the visit itself
    # Records that hang on a visit:
    VitalSigns,
)


class VitalSignsSerializer(serializers.ModelSerializer):
    class Meta:
        model = VitalSigns
        fields = ["id", "encounter", "measured_at", "heart_rate", "systolic_bp", "diastolic_bp"]


class ClinicalNoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = ClinicalNote
        fields = ["id", "encounter", "author", "text", "created_at"]


class EncounterSerializer(serializers.ModelSerializer):
    """A visit with its vital signs, which are read only here."""

    vital_signs = VitalSignsSerializer(many=True, read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)

    class Meta:
        model = Encounter
        fields = [
            "id",
            "encounter_id",
            "tenant",
            "patient",
            "provider",
            "encounter_type",
            "start_datetime",
            "end_datetime",
            "status",
            "status_label",
            "room_number",
            "signed_off",
            "billing_codes",
            "vital_signs",
        ]
        read_only_fields = ["signed_off"]


class CarePlanSerializer(serializers.ModelSerializer):
    reviewed_encounters = serializers.PrimaryKeyRelatedField(
        many=True, queryset=Encounter.objects.all(), required=False
    )

    class Meta:
        model = CarePlan
        fields = ["id", "patient", "title", "review_on", "reviewed_encounters"]
