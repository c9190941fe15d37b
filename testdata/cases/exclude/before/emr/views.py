from django.apps import apps
from emr.models import Encounter

MODEL = apps.get_model("emr.Encounter")
