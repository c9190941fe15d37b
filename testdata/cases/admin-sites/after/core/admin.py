from django.contrib import admin
from django.contrib.admin import site

from emr import sites
from emr.admin import EncounterAdmin, staff_site

from .models import Encounter, Patient

admin.site.register(Patient)


class NightSite(admin.AdminSite):
    site_header = "Night"


night_site = NightSite(name="night")
site.register(Encounter, EncounterAdmin)
staff_site.register(Encounter, EncounterAdmin)


sites.ward_site.register(Encounter, EncounterAdmin)


night_site.register(Encounter)
