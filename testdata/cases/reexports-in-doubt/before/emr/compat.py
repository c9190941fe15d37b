from django.conf import settings

if settings.USE_LEGACY:
    from legacy.things import Encounter
else:
    from emr.models import Encounter
