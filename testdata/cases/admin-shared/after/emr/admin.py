from django.contrib import admin

from core.models import Encounter
from .models import VitalSigns


@admin.register(Encounter, VitalSigns)
class SharedAdmin(admin.ModelAdmin):
    pass
