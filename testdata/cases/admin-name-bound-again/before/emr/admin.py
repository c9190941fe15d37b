from django.contrib import admin

from .models import Encounter, VitalSigns


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns
    fk_name = "encounter"


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    inlines = [VitalSignsInline]


# It takes the name of the model from here on.
@admin.register(VitalSigns)
class VitalSigns(admin.ModelAdmin):
    list_select_related = ["encounter"]
