from django.contrib import admin

from core.admin import SharedAdmin

from .models import VitalSigns


admin.site.register(VitalSigns, SharedAdmin)
