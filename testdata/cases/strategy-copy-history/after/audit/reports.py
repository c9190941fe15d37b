from django.apps import apps

from core.models import Encounter, HistoricalEncounter
from emr.models import HistoricalNote


def changes(user):
    if not user.has_perm("core.view_historicalencounter"):
        return []
    if user.has_perm("emr.view_historicalnote"):
        yield from HistoricalNote.objects.all()
    yield from HistoricalEncounter.objects.filter(id__in=Encounter.objects.values("id"))
    yield from apps.get_model("core", "HistoricalEncounter").objects.all()
    yield from Encounter.history.all()
