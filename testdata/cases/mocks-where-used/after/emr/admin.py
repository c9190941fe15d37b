from django.contrib import admin
from django.urls import reverse

from emr.models import VitalSigns


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    pass
