from django.contrib import admin

from .models import Encounter, VitalSigns

ROOMS = ['A', 'B']


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    rooms = ROOMS


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    rooms = ROOMS
