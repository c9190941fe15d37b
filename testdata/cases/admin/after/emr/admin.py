from django.contrib import admin

from core.models import Patient
from .models import VitalSigns


class VitalSignsAdmin(admin.ModelAdmin):
    list_select_related = ["encounter"]


admin.site.register(VitalSigns, VitalSignsAdmin)
