from django.contrib import admin

from core.models import Encounter


class EncounterAdmin(admin.ModelAdmin):
    pass


admin.site.unregister(Encounter)
admin.site.register(Encounter, EncounterAdmin)
