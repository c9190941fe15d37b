from django.contrib import admin

from .models import Encounter, VitalSigns


@admin.register(Encounter, VitalSigns)
class SharedAdmin(admin.ModelAdmin):
    pass
