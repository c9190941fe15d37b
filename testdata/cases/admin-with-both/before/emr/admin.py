from django.contrib import admin

from .models import Encounter, VitalSigns


@admin.register(VitalSigns, Encounter)
class BothAdmin(admin.ModelAdmin):
    list_per_page = 20


class VitalSignsInline(admin.TabularInline):
    model = VitalSigns
