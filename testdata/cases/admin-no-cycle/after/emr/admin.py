from django.contrib import admin

from .models import VitalSigns

ROOMS = ["A", "B"]


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    rooms = ROOMS
