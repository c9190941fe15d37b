from django.contrib import admin

from .models import VitalSigns


class RoomInline(admin.TabularInline):
    model = VitalSigns


class EncounterAdmin(admin.ModelAdmin):
    inlines = [RoomInline]
