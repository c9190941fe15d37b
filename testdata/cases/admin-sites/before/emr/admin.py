from django.contrib import admin
from django.contrib.admin import site

from emr import models, sites


class StaffSite(admin.AdminSite):
    site_header = "Staff"


class NightSite(admin.AdminSite):
    site_header = "Night"


class EncounterAdmin(admin.ModelAdmin):
    list_per_page = 20


staff_site = StaffSite(name="staff")
night_site = NightSite(name="night")
site.register(models.Encounter, EncounterAdmin)
staff_site.register(models.Encounter, EncounterAdmin)
staff_site.register([models.Encounter, models.VitalSigns][1])
sites.ward_site.register([models.Encounter, models.VitalSigns], EncounterAdmin)
night_site.register(models.Encounter)
