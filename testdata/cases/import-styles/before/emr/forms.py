from django import forms

from .models import (
    # The visit itself.
    Encounter,  # also in the API
    VitalSigns,  # readings
)

FORMS = [Encounter, VitalSigns, forms]
