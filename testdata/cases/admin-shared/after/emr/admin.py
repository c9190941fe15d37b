from django.contrib import admin

from .models import VitalSigns


@admin.register(VitalSigns)
class SharedAdmin(admin.ModelAdmin):
    pass
