from django.contrib import admin

from .models import Encounter, VitalSigns


class Shift:
    pass


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    def signs(self, visit: "Encounter", shift: "Shift") -> "list[VitalSigns]":
        return list(visit.vitalsigns_set.all())


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    shift = Shift
