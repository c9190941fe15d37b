from django.contrib import admin

from core.models import Patient

from .models import Encounter, VitalSigns


class SharedAdmin(admin.ModelAdmin):
    list_per_page = 20


admin.site.register((Encounter, VitalSigns, Patient), SharedAdmin)

ward_site = admin.AdminSite(name="ward")
ward_site.register([Encounter, VitalSigns])

night_site = admin.AdminSite(name="night")
night_site.register(Patient)


@admin.register(Encounter, VitalSigns, site=night_site)
class NightAdmin(SharedAdmin):
    pass


class PatientAdmin(NightAdmin):
    pass


ward_site.register(Patient, PatientAdmin)
