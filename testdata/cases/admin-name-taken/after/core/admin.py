from django.contrib import admin

from core.models import Encounter
from emr.admin import ROOMS as EMR_ROOMS

ROOMS = ['C']


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    rooms = EMR_ROOMS
