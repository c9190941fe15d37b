from django.contrib import admin

from core.admin import BaseAdmin

from .models import Encounter, VitalSigns

ROOMS = ["A", "B"]


# Nothing but this imports the target.
@admin.register(Encounter)
class EncounterAdmin(BaseAdmin):
    rooms = ROOMS


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    rooms = ROOMS
