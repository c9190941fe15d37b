from django.contrib import admin
from django.contrib.admin import ModelAdmin, register

from emr import models, sites


class NightSite(admin.AdminSite):
    pass


night_site = NightSite(name="night")


@admin.register(models.VitalSigns, models.Encounter, site=sites.ward_site)
@register(models.Encounter, models.VitalSigns)  # both of them
@register(
    models.VitalSigns,
    models.Encounter,
    site=night_site,
)
class BothAdmin(ModelAdmin):
    list_per_page = 20
