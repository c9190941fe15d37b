from django.contrib import admin

from emr.wrap import logged

from core.models import Encounter
from .models import VitalSigns


# What is registered is not what has the name.
@logged
@admin.register(VitalSigns, Encounter)
class BothAdmin(admin.ModelAdmin):
    list_per_page = 20
