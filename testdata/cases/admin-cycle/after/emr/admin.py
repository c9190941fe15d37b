from django.contrib import admin

from core.admin import BaseAdmin

from core.models import Encounter
from .models import VitalSigns


class SharedAdmin(BaseAdmin):
    pass


admin.site.register([VitalSigns, Encounter], SharedAdmin)
