from django.apps import apps
from core.models import Encounter

MODEL = apps.get_model("emr.Encounter")
