from django.urls import path
from django.views.generic import DetailView, UpdateView

from core.models import Encounter
from .models import VitalSigns

urlpatterns = [
    path("a/", DetailView.as_view(model=Encounter, template_name="emr/encounter_detail.html")),
    path("b/", UpdateView.as_view(model=Encounter, template_name="b.html")),
    path("c/", DetailView.as_view(model=VitalSigns)),
]
