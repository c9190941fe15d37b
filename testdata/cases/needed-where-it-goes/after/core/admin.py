from typing import TYPE_CHECKING

from django.contrib import admin

from core.models import Encounter
from emr.models import VitalSigns

if TYPE_CHECKING:
    from emr.admin import Shift


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    def signs(self, visit: "Encounter", shift: "Shift") -> "list[VitalSigns]":
        return list(visit.vitalsigns_set.all())
