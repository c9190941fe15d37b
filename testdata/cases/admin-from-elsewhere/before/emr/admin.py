from django.contrib import admin

from .filters import RoomFilter
from .forms import EncounterForm
from .models import Encounter, VitalSigns


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns


def close(modeladmin, request, queryset):
    queryset.update(room="")


@admin.action(description="Open")
def open_again(modeladmin, request, queryset):
    queryset.update(room="A")


class EncounterAdmin(admin.ModelAdmin):
    form = EncounterForm
    inlines = [VitalSignsInline]
    list_filter = [RoomFilter]
    actions = [close, open_again]


EncounterAdmin.empty_value_display = "none"
admin.site.register(Encounter, EncounterAdmin)


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    actions = [open_again]
