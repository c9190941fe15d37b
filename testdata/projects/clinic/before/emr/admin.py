from django.contrib import admin

from emr.models import Encounter


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    list_display = ["code", "patient"]
