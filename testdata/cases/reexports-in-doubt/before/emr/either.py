from django.conf import settings

if settings.USE_LEGACY:
    from emr.models import Encounter
else:
    from emr.models import Encounter
