from core.models import Encounter as Stay
