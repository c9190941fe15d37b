from emr import models


def index(request):
    return models.Encounter.objects.all(), models.VitalSigns.objects.all()
