from django.template import Template
from django.views.generic import ListView
from django_filters.views import FilterView

from emr.models import Encounter


class Visits(ListView):
    model = Encounter


class Filtered(FilterView):
    model = Encounter


LINK = Template("{% if perms.emr.view_encounter %}{% url 'admin:emr_encounter_changelist' %}{% endif %}")
SIGNS = Template("{% if perms.emr.view_vitalsigns %}{% url 'admin:emr_vitalsigns_changelist' %}{% endif %}")
