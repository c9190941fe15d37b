from core.models import Encounter as Visit
