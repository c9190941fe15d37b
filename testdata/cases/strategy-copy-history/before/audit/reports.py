from django.apps import apps

from emr.models import Encounter, HistoricalEncounter, HistoricalNote


def changes(user):
    if not user.has_perm("emr.view_historicalencounter"):
        return []
    if user.has_perm("emr.view_historicalnote"):
        yield from HistoricalNote.objects.all()
    yield from HistoricalEncounter.objects.filter(id__in=Encounter.objects.values("id"))
    yield from apps.get_model("emr", "HistoricalEncounter").objects.all()
    yield from Encounter.history.all()
