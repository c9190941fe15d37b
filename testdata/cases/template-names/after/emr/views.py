from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import generic
from django.views.generic import DetailView, ListView

from core.models import Encounter
from .models import VitalSigns


class EncounterList(LoginRequiredMixin, ListView):
    model = Encounter
    template_name = "emr/encounter_list.html"
    paginate_by = 10


class EncounterRooms(generic.ListView):
    queryset = Encounter.objects.order_by("room")
    template_name = "emr/encounter_rooms.html"
    template_name_suffix = "_rooms"


class EncounterDetail(DetailView):
    model = Encounter
    template_name = "emr/visit.html"


class SignsList(ListView):
    model = VitalSigns


def rows(request):
    return "admin/core/encounter/inline/rows.html", "admin/emr/encounter/other.html"
