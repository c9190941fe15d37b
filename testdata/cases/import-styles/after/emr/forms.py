from django import forms

from core.models import Encounter  # also in the API
from .models import (
    # The visit itself.
    VitalSigns,  # readings
)

FORMS = [Encounter, VitalSigns, forms]
