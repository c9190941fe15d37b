from .models import Encounter, VitalSigns


def index(request):
    return Encounter.objects.all(), VitalSigns.objects.all()
