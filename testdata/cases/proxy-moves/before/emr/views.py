from emr.models import Encounter, Visit


def close(request, pk):
    if request.user.has_perm("emr.close_encounter") and request.user.has_perm("emr.view_visit"):
        Encounter.objects.get(pk=pk).close()
    return Visit.objects.get(pk=pk)
