from core.models import Encounter as Visit
from .models import VitalSigns as Signs
