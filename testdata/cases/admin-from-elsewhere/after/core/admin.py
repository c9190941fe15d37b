from django.contrib import admin

from core.models import Encounter
from emr.admin import open_again
from emr.filters import RoomFilter
from emr.forms import EncounterForm
from emr.models import VitalSigns


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns


def close(modeladmin, request, queryset):
    queryset.update(room="")


class EncounterAdmin(admin.ModelAdmin):
    form = EncounterForm
    inlines = [VitalSignsInline]
    list_filter = [RoomFilter]
    actions = [close, open_again]


EncounterAdmin.empty_value_display = "none"
admin.site.register(Encounter, EncounterAdmin)
