from core.models import Encounter
from emr.models import Visit


def close(request, pk):
    if request.user.has_perm("core.close_encounter") and request.user.has_perm("emr.view_visit"):
        Encounter.objects.get(pk=pk).close()
    return Visit.objects.get(pk=pk)
