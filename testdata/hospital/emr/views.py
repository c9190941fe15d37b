"""Pages for visits. They need a login and the matching permission."""

from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView, UpdateView

from .forms import EncounterForm, VitalSignsForm
from .models import CriticalAlert, Encounter, VitalSigns


class EncounterListView(PermissionRequiredMixin, ListView):
    permission_required = "emr.view_encounter"
    template_name = "emr/encounter_list.html"
    context_object_name = "encounters"

    def get_queryset(self):
        return Encounter.objects.active().select_related("patient")


class EncounterCreateView(PermissionRequiredMixin, CreateView):
    model = Encounter
    form_class = EncounterForm
    permission_required = "emr.add_encounter"
    template_name = "emr/encounter_form.html"

    def form_valid(self, form):
        form.instance.created_by = self.request.user
        return super().form_valid(form)


class EncounterUpdateView(PermissionRequiredMixin, UpdateView):
    model = Encounter
    form_class = EncounterForm
    permission_required = ("emr.view_encounter", "emr.change_encounter")
    template_name = "emr/encounter_form.html"


@login_required
@permission_required("emr.view_encounter", raise_exception=True)
def encounter_detail(request, pk):
    encounter = get_object_or_404(Encounter.objects.select_related("patient"), pk=pk)
    context = {
        "encounter": encounter,
        "duration": encounter.get_duration(),
        "vital_signs": encounter.vital_signs.all(),
        "alerts": CriticalAlert.objects.filter(related_encounter=encounter, acknowledged=False),
        "form": VitalSignsForm(),
    }
    return render(request, "emr/encounter_detail.html", context)


@require_POST
@login_required
def encounter_sign(request, pk):
    if not request.user.has_perm("emr.sign_encounter"):
        raise PermissionDenied
    encounter = get_object_or_404(Encounter, pk=pk)
    encounter.sign(request.user)
    return redirect("emr:encounter-detail", pk=encounter.pk)


@require_POST
@permission_required("emr.add_vitalsigns")
def vital_signs_add(request, pk):
    encounter = get_object_or_404(Encounter, pk=pk)
    form = VitalSignsForm(request.POST, instance=VitalSigns(encounter=encounter))
    if form.is_valid():
        form.save()
    return redirect(encounter)
