from django.contrib import admin
from django.urls import reverse

from emr.models import Encounter, VitalSigns


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    def link(self, obj):
        return reverse("home")


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    pass
