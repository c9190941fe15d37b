from django.conf import settings

if settings.USE_LEGACY:
    from legacy.things import Encounter
else:
    from core.models import Encounter
