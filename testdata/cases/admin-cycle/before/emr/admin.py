from django.contrib import admin

from core.admin import BaseAdmin

from .models import Encounter, VitalSigns


class SharedAdmin(BaseAdmin):
    pass


admin.site.register([VitalSigns, Encounter], SharedAdmin)
