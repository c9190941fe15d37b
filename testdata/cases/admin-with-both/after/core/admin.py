from django.contrib import admin

from core.models import Encounter
from emr.models import VitalSigns


@admin.register(VitalSigns, Encounter)
class BothAdmin(admin.ModelAdmin):
    list_per_page = 20
