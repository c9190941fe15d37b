from django.contrib import admin

from core.models import Encounter
from emr import sites
from emr.admin import BothAdmin, night_site


sites.ward_site.register(Encounter, BothAdmin)
admin.site.register(Encounter, BothAdmin)
night_site.register(Encounter, BothAdmin)
