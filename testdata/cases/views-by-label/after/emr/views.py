from django.views.generic import CreateView, DetailView, ListView

from core.models import Encounter
from .models import VitalSigns

SUFFIX = "_rooms"


class Named(ListView):
    template_name: str = "emr/other.html"
    model = Encounter


class Suffixed(ListView):
    template_name_suffix = SUFFIX
    model = Encounter


class Parent(DetailView):
    model = Encounter


class Child(Parent):
    model = VitalSigns


class Given(CreateView):
    model = Encounter
    template_name = "emr/encounter_form.html"


VIEW = ListView.as_view(model=Encounter, template_name_suffix="_table")
