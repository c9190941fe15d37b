from django.contrib import admin

from core.models import Patient


class SharedAdmin(admin.ModelAdmin):
    list_per_page = 20


admin.site.register((Patient,), SharedAdmin)

ward_site = admin.AdminSite(name="ward")

night_site = admin.AdminSite(name="night")
night_site.register(Patient)


class NightAdmin(SharedAdmin):
    pass


class PatientAdmin(NightAdmin):
    pass


ward_site.register(Patient, PatientAdmin)
