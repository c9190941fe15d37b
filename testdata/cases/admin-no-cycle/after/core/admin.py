from django.contrib import admin

from emr.admin import ROOMS

from .models import Encounter, Patient


class BaseAdmin(admin.ModelAdmin):
    list_per_page = 20


admin.site.register(Patient, BaseAdmin)


# Nothing but this imports the target.
@admin.register(Encounter)
class EncounterAdmin(BaseAdmin):
    rooms = ROOMS
