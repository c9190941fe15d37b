from django.contrib import admin

from core.models import Encounter, VitalSigns
from emr.admin import NightAdmin, SharedAdmin, night_site, ward_site


admin.site.register(Encounter, SharedAdmin)
admin.site.register(VitalSigns, SharedAdmin)


ward_site.register([Encounter, VitalSigns])


night_site.register(Encounter, NightAdmin)
night_site.register(VitalSigns, NightAdmin)
