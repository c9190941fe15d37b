from django.apps import apps
from emr.models import Encounter  # django-rehome: ignore[from-import] the old address is tested here

LABELS = [
    "emr.Encounter",  # django-rehome: ignore[label] an event of the bus
    # django-rehome: ignore[label] so is this
    "emr.encounter",
    "emr.Encounter",
]
apps.get_model("emr.Encounter")  # django-rehome: ignore[get-model, label]
apps.get_model("core.Encounter")  # django-rehome: ignore[permission]
apps.get_model("core.Encounter")  # django-rehome: ignore[everything]
apps.get_model("emr.VitalSigns")  # django-rehome: ignore[get-model] for the move of VitalSigns
USED = Encounter
apps.get_model("emr.Encounter")  # django-rehome: ignore[RH103]
apps.get_model("emr.Encounter")  # django-rehome: ignore[stale-permission, stale-get-model]
