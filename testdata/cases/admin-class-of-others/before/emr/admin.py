from django.contrib import admin

from .models import Encounter, VitalSigns


class RoomFilter(admin.SimpleListFilter):
    title = "room"
    parameter_name = "room"

    def lookups(self, request, model_admin):
        return [("a", "A")]

    def queryset(self, request, queryset):
        return queryset


class SharedAdmin(admin.ModelAdmin):
    list_per_page = 20


# The visits.
@admin.register(Encounter)
class EncounterAdmin(SharedAdmin):
    list_filter = [RoomFilter]


class VitalSignsAdmin(EncounterAdmin):
    list_filter = []


admin.site.register(VitalSigns, VitalSignsAdmin)

ward_site = admin.AdminSite(name="ward")
ward_site.register(Encounter, SharedAdmin)
ward_site.register(VitalSigns, SharedAdmin)
