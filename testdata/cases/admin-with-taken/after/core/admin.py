from django.contrib import admin

from core.models import Encounter
from emr.models import VitalSigns


class RoomInline(admin.TabularInline):
    model = VitalSigns


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    inlines = [RoomInline]
