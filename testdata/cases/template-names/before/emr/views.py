from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import generic
from django.views.generic import DetailView, ListView

from .models import Encounter, VitalSigns


class EncounterList(LoginRequiredMixin, ListView):
    model = Encounter
    paginate_by = 10


class EncounterRooms(generic.ListView):
    queryset = Encounter.objects.order_by("room")
    template_name_suffix = "_rooms"


class EncounterDetail(DetailView):
    model = Encounter
    template_name = "emr/visit.html"


class SignsList(ListView):
    model = VitalSigns


def rows(request):
    return "admin/emr/encounter/inline/rows.html", "admin/emr/encounter/other.html"
