from django.contrib import admin

from .models import MedicationAdministration, Prescription


class MedicationAdministrationInline(admin.TabularInline):
    model = MedicationAdministration
    extra = 0


class PrescriptionAdmin(admin.ModelAdmin):
    list_display = ['drug', 'dose', 'patient', 'encounter', 'is_active']
    autocomplete_fields = ['encounter']
    inlines = [MedicationAdministrationInline]


admin.site.register(Prescription, PrescriptionAdmin)
