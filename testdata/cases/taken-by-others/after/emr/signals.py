from core.models import Encounter
