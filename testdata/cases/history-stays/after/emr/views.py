from core.models import HistoricalEncounter


def changes(user):
    if user.has_perm("emr.view_historicalencounter") and user.has_perm("core.view_encounter"):
        return HistoricalEncounter.objects.all()
    return HistoricalEncounter.objects.none()
