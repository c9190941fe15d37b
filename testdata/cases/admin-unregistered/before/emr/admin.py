from django.contrib import admin

from .models import Encounter


class EncounterAdmin(admin.ModelAdmin):
    pass


admin.site.unregister(Encounter)
admin.site.register(Encounter, EncounterAdmin)
