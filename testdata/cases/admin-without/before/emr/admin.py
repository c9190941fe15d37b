from django.contrib import admin

from .models import Encounter, VitalSigns


class SharedAdmin(admin.ModelAdmin):
    list_per_page = 20


class RoomFilter(admin.SimpleListFilter):
    title = "room"
    parameter_name = "room"

    def lookups(self, request, model_admin):
        return [("a", "A")]

    def queryset(self, request, queryset):
        return queryset


@admin.register(Encounter)
class EncounterAdmin(SharedAdmin):
    list_filter = [RoomFilter]


admin.site.register(VitalSigns, SharedAdmin)
