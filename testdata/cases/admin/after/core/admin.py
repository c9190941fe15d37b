from django.contrib import admin
from django.utils.html import format_html

from emr.models import VitalSigns

from .models import Encounter, Patient

admin.site.register(Patient)


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


admin.site.register(Encounter, EncounterAdmin)
