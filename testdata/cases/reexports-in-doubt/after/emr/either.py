from django.conf import settings

if settings.USE_LEGACY:
    from core.models import Encounter
else:
    from core.models import Encounter
