from django.contrib import admin
from django.utils.html import format_html

from core.models import Patient
from core import models
from .models import VitalSigns

ROOMS = ["A", "B"]


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns
    fk_name = "encounter"


# Rooms are letters.
class RoomFilter(admin.SimpleListFilter):
    lookups = ROOMS


class EncounterAdmin(admin.ModelAdmin):
    inlines = [VitalSignsInline]
    list_filter = [RoomFilter]

    def shown(self, obj):
        return format_html("{}", obj)


class VitalSignsAdmin(admin.ModelAdmin):
    list_select_related = ["encounter"]


admin.site.register(models.Encounter, EncounterAdmin)
admin.site.register(VitalSigns, VitalSignsAdmin)
