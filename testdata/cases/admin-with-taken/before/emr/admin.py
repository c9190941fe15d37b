from django.contrib import admin

from .models import Encounter, VitalSigns


class RoomInline(admin.TabularInline):
    model = VitalSigns


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    inlines = [RoomInline]


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    pass
