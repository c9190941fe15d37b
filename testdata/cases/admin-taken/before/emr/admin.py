from django.contrib import admin

from .models import Encounter


class EncounterAdmin(admin.ModelAdmin):
    list_display = ["room"]


admin.site.register(Encounter, EncounterAdmin)
