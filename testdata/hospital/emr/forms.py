from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Encounter, VitalSigns


class EncounterForm(forms.ModelForm):
    """Opens a visit or changes its plain facts. Signing is done elsewhere."""

    class Meta:
        model = Encounter
        fields = [
            "tenant",
            "patient",
            "provider",
            "encounter_type",
            "encounter_class",
            "start_datetime",
            "end_datetime",
            "status",
            "location",
            "room_number",
            "chief_complaint",
            "priority",
        ]

    def clean(self):
        data = super().clean()
        start, end = data.get("start_datetime"), data.get("end_datetime")
        if start and end and end < start:
            self.add_error("end_datetime", _("The visit ends before it starts."))
        return data


class VitalSignsForm(forms.ModelForm):
    class Meta:
        model = VitalSigns
        fields = ["heart_rate", "systolic_bp", "diastolic_bp", "temperature"]
