from django.contrib import admin

from emr.models import VitalSigns

from .models import Encounter, Patient

admin.site.register(Patient)


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns
    fk_name = "encounter"


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    inlines = [VitalSignsInline]
