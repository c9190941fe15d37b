from django import forms

from core.models import Encounter


class EncounterForm(forms.ModelForm):
    class Meta:
        model = Encounter
        fields = ["room"]
