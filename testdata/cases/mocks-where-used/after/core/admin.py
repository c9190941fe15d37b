from django.contrib import admin
from django.urls import reverse

from core.models import Encounter


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    def link(self, obj):
        return reverse("home")
