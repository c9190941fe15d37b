from core.models import Encounter
from .vital_signs import VitalSigns
