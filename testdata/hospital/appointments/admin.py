from django.contrib import admin

from .models import Appointment, EncounterReason


@admin.register(EncounterReason)
class EncounterReasonAdmin(admin.ModelAdmin):
    list_display = ["code", "text"]


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    list_display = ["patient", "provider", "starts_at", "status"]
