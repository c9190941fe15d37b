from django.urls import path

from . import views

app_name = "emr"

urlpatterns = [
    path("encounters/", views.EncounterListView.as_view(), name="encounter-list"),
    path("encounters/new/", views.EncounterCreateView.as_view(), name="encounter-create"),
    path("encounters/<int:pk>/", views.encounter_detail, name="encounter-detail"),
    path("encounters/<int:pk>/edit/", views.EncounterUpdateView.as_view(), name="encounter-update"),
    path("encounters/<int:pk>/sign/", views.encounter_sign, name="encounter-sign"),
    path("encounters/<int:pk>/vital-signs/", views.vital_signs_add, name="vital-signs-add"),
]
