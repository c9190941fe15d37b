from core.models import Encounter
from .models import VitalSigns


def index(request):
    return Encounter.objects.all(), VitalSigns.objects.all()
