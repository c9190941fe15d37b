from django.urls import path
from django.views.generic import DetailView, UpdateView

from .models import Encounter, VitalSigns

urlpatterns = [
    path("a/", DetailView.as_view(model=Encounter)),
    path("b/", UpdateView.as_view(model=Encounter, template_name="b.html")),
    path("c/", DetailView.as_view(model=VitalSigns)),
]
