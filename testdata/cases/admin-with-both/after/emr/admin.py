from django.contrib import admin

from .models import VitalSigns


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns
