from django.contrib.admin import ModelAdmin, register

from .models import Encounter, VitalSigns


@register(Encounter, VitalSigns)
class BothAdmin(ModelAdmin):
    list_per_page = 20
