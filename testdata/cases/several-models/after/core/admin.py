from django.contrib import admin

from core.models import Encounter, VitalSigns


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    inlines = [VitalSignsInline]


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    pass
