from django.contrib import admin

from .models import VitalSigns


class Shift:
    pass


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    shift = Shift
