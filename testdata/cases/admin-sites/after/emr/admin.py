from django.contrib import admin

from core import models as core_models
from emr import models, sites


class StaffSite(admin.AdminSite):
    site_header = "Staff"


class EncounterAdmin(admin.ModelAdmin):
    list_per_page = 20


staff_site = StaffSite(name="staff")
staff_site.register([core_models.Encounter, models.VitalSigns][1])
sites.ward_site.register([models.VitalSigns], EncounterAdmin)
