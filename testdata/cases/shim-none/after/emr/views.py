from core import models as core_models
from emr import models


def index(request):
    return core_models.Encounter.objects.all(), models.VitalSigns.objects.all()
