from .models import Encounter as Visit
