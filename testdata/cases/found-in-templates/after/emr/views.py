from django.template import Template
from django.views.generic import ListView
from django_filters.views import FilterView

from core.models import Encounter


class Visits(ListView):
    model = Encounter
    template_name = "emr/encounter_list.html"


class Filtered(FilterView):
    model = Encounter
    template_name = "emr/encounter_filter.html"


LINK = Template("{% if perms.emr.view_encounter %}{% url 'admin:emr_encounter_changelist' %}{% endif %}")
SIGNS = Template("{% if perms.emr.view_vitalsigns %}{% url 'admin:emr_vitalsigns_changelist' %}{% endif %}")
