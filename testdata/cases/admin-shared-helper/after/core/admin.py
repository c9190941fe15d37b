from django.contrib import admin

from core.models import Encounter
from emr.admin import ROOMS


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    rooms = ROOMS
