from django.contrib import admin

from core.admin import EncounterAdmin, RoomInline  # noqa: F401

from .models import VitalSigns


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    pass
