from django.contrib import admin

from .models import Patient, Tenant


@admin.register(Tenant)
class TenantAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "is_active"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


@admin.register(Patient)
class PatientAdmin(admin.ModelAdmin):
    list_display = ["mrn", "last_name", "first_name", "date_of_birth", "tenant"]
    list_filter = ["tenant"]
    search_fields = ["mrn", "last_name", "first_name"]
